"""Every page, error and mail in German says "Sie"."""

import re
from pathlib import Path

import allauth
import polib
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils.translation import override

from tandem.foundation.sending.models import Outgoing
from tandem.identity.accounts import wording
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import code_sent_to

FAMILIAR = re.compile(r"\b(du|dich|dir|dein\w*|deine\w*)\b", re.IGNORECASE)
TEMPLATES = Path(__file__).parents[1] / "templates"


def words_of(response):
    """What a reader reads."""
    return re.sub(r"<[^>]*>|csrf\w*", " ", response.content.decode())


def assert_formal(*texts):
    for text in texts:
        assert not FAMILIAR.search(text), FAMILIAR.search(text)


class TestPages:
    def test_of_a_visitor_and_their_errors(self, client):
        UserFactory(email="mila@example.com")
        with override("de"):
            for name in ("account_login", "account_signup", "account_reset_password", "accounts:paper_code"):
                page = reverse(name)
                assert_formal(words_of(client.get(page)), words_of(client.post(page, {})))
            wrong = {
                "login": "mila",
                "password": "x",
                "email": "no",
                "password1": "x",
                "password_again": "y",
                "code": "?",
            }
            for name in ("account_login", "account_signup", "account_reset_password", "accounts:paper_code"):
                assert_formal(words_of(client.post(reverse(name), wrong)))

    def test_of_somebody_who_is_logged_in_and_their_errors(self, client):
        UserFactory(username="mila", email="mila@example.com", with_password=True, language="de")
        with override("de"):
            client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
            pages = [
                "account_reauthenticate",
                "account_email",
                "account_change_password",
                "socialaccount_connections",
            ]
            for name in pages:
                assert_formal(words_of(client.post(reverse(name), {"password": "wrong"}, follow=True)))
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
            for name in [*pages, "accounts:account", "accounts:sessions", "accounts:log_in_again", "accounts:unsent"]:
                assert_formal(words_of(client.get(reverse(name))))
            client.post(reverse("account_email"), {"email": "mila@example.ch", "action_add": "1"})
            verify = reverse("account_email_verification_sent")
            assert_formal(words_of(client.get(verify)), words_of(client.post(verify, {"code": "000000"})))
            client.post(verify, {"code": code_sent_to("mila@example.ch")}, follow=True)
            client.post(
                reverse("account_change_password"),
                {
                    "oldpassword": PASSWORD,
                    "password1": "vier-kleine-gelbe-enten",
                    "password_again": "vier-kleine-gelbe-enten",
                },
            )

        mails = list(Outgoing.objects.all())
        assert len(mails) == 4
        for mail in mails:
            assert_formal(mail.subject, mail.body)
            assert "Guten Tag" in mail.body


@pytest.mark.without_database
class TestSentences:
    def test_stand_in_for_every_error_of_allauth(self):
        assert set(wording.ERRORS) == set(DefaultAccountAdapter.error_messages)
        assert set(wording.EXTERNAL_ERRORS) == set(DefaultSocialAccountAdapter.error_messages)

    def test_in_our_german_catalogue_are_formal(self):
        catalogue = polib.pofile(Path(__file__).parents[1] / "locale/de/LC_MESSAGES/django.po")

        assert_formal(*(entry.msgstr for entry in catalogue))

    def test_of_allauth_are_informal(self):
        """Otherwise this file could go."""
        catalogue = polib.pofile(Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po")

        assert any(FAMILIAR.search(entry.msgstr) for entry in catalogue)


@pytest.mark.without_database
class TestTemplates:
    def test_stand_in_for_one_of_allauth_or_are_mails_of_ours(self):
        theirs = Path(allauth.__file__).parent / "templates"
        ours = {
            path.relative_to(TEMPLATES)
            for room in ("account", "socialaccount")
            for path in TEMPLATES.glob(f"{room}/**/*.*")
        }
        mails = {"_mail", "email_changed_new", "login_name_changed", "session_moved"}

        added = {
            path.stem.removesuffix("_subject").removesuffix("_message")
            for path in ours
            if not (theirs / path).exists()
        }

        assert added == mails


@pytest.mark.without_database
class TestMails:
    @pytest.mark.parametrize(
        "name", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("email/[a-z]*.txt"))
    )
    def test_come_from_our_templates(self, name):
        assert Path(get_template(name).origin.name).is_relative_to(TEMPLATES)


@pytest.mark.without_database
class TestAddresses:
    def test_of_allauth_are_those_that_we_chose(self):
        names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
        theirs = {name for name in names if name.startswith(("account_", "socialaccount_", "usersessions_", "mfa_"))}

        assert theirs <= {
            "account_change_password",
            "account_complete_password_reset",
            "account_confirm_password_reset_code",
            "account_email",
            "account_email_verification_sent",
            "account_login",
            "account_logout",
            "account_password_reset_completed",
            "account_reauthenticate",
            "account_reset_password",
            "account_set_password",
            "account_signup",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "socialaccount_connections",
        }
