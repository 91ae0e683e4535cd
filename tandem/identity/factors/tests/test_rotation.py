"""The keys at rest are changed: everything opens as before, and the old key is not needed any more."""

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.management import call_command

from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import services
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.tests.factories import CodeListFactory, app_code, as_account, code_of, with_app


class TestRotateKeys:
    def test_leaves_every_factor_working_without_the_old_key(self, settings, capsys):
        user = CodeListFactory(user=with_app(UserFactory(with_email=True))).user
        recovery_code = services.make_recovery_codes(as_account(user), now=NOON)[0]
        before = {row.pk: row.data for row in Authenticator.objects.order_by("pk")}
        new = Fernet.generate_key().decode()

        settings.SECRET_KEYS_AT_REST = [new, *settings.SECRET_KEYS_AT_REST]
        call_command("rotate_keys")
        assert "factors.authenticators: 2" in capsys.readouterr().out
        settings.SECRET_KEYS_AT_REST = [new]

        for code in (app_code(NOON), code_of(1), recovery_code):
            assert services.check_second_factor(as_account(user), code=code, now=NOON) in Factor
        assert all(row.data != before[row.pk] for row in Authenticator.objects.order_by("pk"))

    def test_writes_nothing_the_second_time(self, settings, capsys):
        with_app()
        settings.SECRET_KEYS_AT_REST = [Fernet.generate_key().decode(), *settings.SECRET_KEYS_AT_REST]
        call_command("rotate_keys")
        capsys.readouterr()

        call_command("rotate_keys")

        assert "factors.authenticators: 0" in capsys.readouterr().out
