import pytest
from django.contrib.auth.hashers import check_password, make_password

from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.PASSWORD_HASHERS = [
        "tandem.identity.accounts.hashers.PasswordHasher",
        "django.contrib.auth.hashers.ScryptPasswordHasher",
    ]


class TestPasswords:
    def test_are_kept_with_argon2id_as_owasp_sets_it(self):
        kept = make_password(PASSWORD)

        assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert check_password(PASSWORD, kept)
        assert not check_password(f"{PASSWORD}x", kept)

    def test_kept_with_scrypt_still_open_and_are_kept_anew(self):
        user = UserFactory(password=make_password(PASSWORD, hasher="scrypt"))

        assert not user.check_password("something-else-entirely")
        assert User.objects.get(pk=user.pk).password.startswith("scrypt$")
        assert user.check_password(PASSWORD)
        assert User.objects.get(pk=user.pk).password.startswith("argon2$argon2id$")
