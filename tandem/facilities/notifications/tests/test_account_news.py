"""News of an account go on from its mailbox to its phone, and from there to the person's letter box and her pages."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.tests.worker import NOW, PLATFORM, way
from tandem.foundation.languages import Language
from tandem.foundation.sending import rules
from tandem.foundation.sending.enums import Kind, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.services import note_delivery
from tandem.identity.accounts import registry
from tandem.identity.accounts.models import ToldNews
from tandem.identity.accounts.registry import news_of
from tandem.identity.accounts.services import close_account, forget_news, tell_news
from tandem.identity.accounts.services.news import KEPT
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.people.tests.factories import PersonFactory

PHONE = "+41791234567"


@pytest.fixture
def user():
    return UserFactory(with_password=True, with_email=True, phone=PHONE, phone_verified_at=NOW, language="fr")


@pytest.fixture
def person(user):
    return PersonFactory(user=user, with_address=True)


def tell(user, key="factors.app_removed", **facts):
    tell_news(PLATFORM, user_id=user.pk, news=news_of(key), now=NOW, **facts)


def kinds():
    return [row.kind for row in Outgoing.objects.order_by("pk")]


class TestNews:
    def test_stay_with_the_channel_that_takes_them(self, user, person, worker, phones):
        tell(user)

        worker.work()

        assert kinds() == [Kind.MAIL]

    def test_go_from_mail_to_sms_in_her_language(self, user, person, worker, phones, no_mail):
        tell(user)

        worker.work()

        assert (kinds(), phones.taken[0].to) == ([Kind.MAIL, Kind.SMS], PHONE)
        assert "application d'authentification" in phones.taken[0].text

    def test_go_from_there_to_a_letter_and_to_her_pages(self, user, person, worker, phones, no_mail):
        phones.closed = True
        tell(user)

        worker.work()

        assert kinds() == [Kind.MAIL, Kind.SMS, Kind.LETTER]
        assert way(Message.objects.get(person=person)) == [("letter", "sent")]
        assert not ToldNews.objects.exists()

    def test_go_on_when_a_mail_comes_back_after_days(self, user, person, worker, phones):
        tell(user)
        worker.work()
        Outgoing.objects.update(reference="m-1", state=State.SENT)

        note_delivery("m-1", state=State.FAILED, now=NOW + datetime.timedelta(days=2))
        worker.work(NOW + datetime.timedelta(days=2))

        assert kinds() == [Kind.MAIL, Kind.SMS]

    def test_pass_by_mailbox_and_phone_that_only_stand_in_the_file(self, worker, phones):
        """Whoever is in her account may have written them down just now."""
        person = PersonFactory(with_account=True, with_channels=True, with_address=True, channels=["email", "sms"])
        tell(person.user)

        worker.work()

        assert kinds() == [Kind.LETTER]

    def test_take_what_stands_in_the_file_where_there_is_no_address(self, worker, phones):
        person = PersonFactory(with_account=True, with_channels=True, channels=["sms"])
        tell(person.user)

        worker.work()

        assert kinds() == [Kind.SMS]

    def test_never_go_on_to_the_phone_that_took_the_place_of_hers(self, user, person, worker, phones, no_mail):
        phones.closed = True
        tell(user, "factors.sms_added", also_to="+41790000001")

        worker.work()

        assert [row.recipient for row in Outgoing.objects.filter(kind=Kind.SMS)] == ["+41790000001"]
        assert kinds() == [Kind.MAIL, Kind.SMS, Kind.LETTER]

    def test_end_where_nobody_knows_another_way(self, worker, no_mail):
        tell(UserFactory(with_email=True))

        worker.work()

        assert kinds() == [Kind.MAIL]

    def test_of_an_account_that_was_closed_since_say_nothing(self, user, worker, phones, no_mail):
        tell(user)
        close_account(user.pk)

        worker.work()

        assert (kinds(), Message.objects.count()) == ([Kind.MAIL], 0)

    def test_are_forgotten_once_nothing_can_come_back(self, user):
        tell(user)

        assert forget_news(PLATFORM, now=NOW + KEPT - datetime.timedelta(seconds=1)) == 0
        assert forget_news(PLATFORM, now=NOW + KEPT) == 1


class TestMailOfAChangedPassword:
    def test_is_followed_too(self, user, person, worker, phones, no_mail):
        client = Client()
        client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        new = "a-quite-different-way-in"
        facts = {"oldpassword": PASSWORD, "password1": new, "password_again": new}
        assert client.post(reverse("account_change_password"), facts).status_code == 302

        later = datetime.timedelta(days=365 * 9)
        worker.work(NOW + later)

        assert ToldNews.objects.get().news == "accounts.password_changed"
        assert "mot de passe" in phones.taken[0].text


@pytest.mark.without_database
class TestWords:
    @pytest.mark.parametrize("language", Language.values)
    def test_of_all_news_are_short_tell_a_stranger_nothing_and_are_translated(self, language):
        assert len(registry.news) >= 20
        for news in registry.news.values():
            with override("en"):
                english = str(news.happened)
            with override(language):
                rules.check_sms(f"Tandem: {news.happened} {news.advice}")
                assert language == "en" or str(news.happened) != english, news.key

    def test_of_unknown_news_are_an_error_that_names_the_nearest(self):
        with pytest.raises(LookupError, match=r"accounts\.password_changed"):
            news_of("accounts.password_change")
