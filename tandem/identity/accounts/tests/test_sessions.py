import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.foundation import clock as time
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts import sessions
from tandem.identity.accounts.session_store import Line, SessionStore
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import mails_to

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"


@pytest.fixture
def user():
    return UserFactory(username="mila", email="mila@example.com", with_password=True)


def logged_in(user_agent=FIREFOX, password=PASSWORD):
    browser = Client(headers={"User-Agent": user_agent})
    response = browser.post(reverse("account_login"), {"login": "mila", "password": password})
    assert response.status_code == 302
    return browser


def is_in(browser):
    return browser.get(reverse("accounts:account")).status_code == 200


class TestDevicesPage:
    def test_names_each_device_in_words(self, user):
        logged_in(IPHONE)
        here = logged_in(FIREFOX)

        page = here.get(reverse("accounts:sessions"))

        assertContains(page, "Firefox on Windows")
        assertContains(page, "Log out there: Safari on iPhone")
        assertContains(page, "This device")
        assertNotContains(page, "Mozilla")

    def test_logs_one_of_them_out(self, user):
        there, here = logged_in(IPHONE), logged_in()
        row = UserSession.objects.get(session_key=there.session.session_key)

        here.post(reverse("accounts:end_session", args=[row.pk]))

        assert (is_in(there), is_in(here)) == (False, True)

    def test_logs_all_others_out(self, user):
        others, here = [logged_in(IPHONE), logged_in()], logged_in()

        here.post(reverse("accounts:end_other_sessions"))

        assert [is_in(browser) for browser in [*others, here]] == [False, False, True]
        assert UserSession.objects.count() == 1

    def test_ends_nobody_elses(self, user, client):
        hers = logged_in()
        row = UserSession.objects.get(session_key=hers.session.session_key)
        client.force_login(UserFactory())

        assert client.post(reverse("accounts:end_session", args=[row.pk])).status_code == 404
        assert is_in(hers)

    def test_forgets_those_that_are_over(self, user):
        there, here = logged_in(IPHONE), logged_in()
        there.post(reverse("account_logout"))

        assertNotContains(here.get(reverse("accounts:sessions")), "iPhone")

    def test_costs_the_same_for_one_and_for_many(self, user):
        here = logged_in()

        def cost():
            with CaptureQueriesContext(connection) as queries:
                here.get(reverse("accounts:sessions"))
            return len(queries)

        cost_of_one = cost()
        for _ in range(5):
            logged_in()

        assert cost() == cost_of_one


class TestSession:
    def test_ends_eight_hours_after_the_log_in_however_much_it_is_used(self, user, clock):
        began = clock.freeze("2026-04-02 08:00")
        browser = logged_in()
        for hour in range(1, 8):
            clock.freeze(began + datetime.timedelta(hours=hour))
            assert is_in(browser)

        clock.freeze(began + datetime.timedelta(hours=8, seconds=1))

        assert not is_in(browser)

    def test_gets_a_new_key_when_she_confirms_that_it_is_she(self, user):
        browser = logged_in()
        before = browser.session.session_key

        browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

        assert browser.session.session_key != before
        assert not Session.objects.filter(session_key=before).exists()
        is_in(browser)
        assert UserSession.objects.get().session_key == browser.session.session_key

    def test_that_was_stolen_shows_where_it_is_used_and_is_told_to_its_owner(self, user):
        hers = logged_in()
        thief = Client(headers={"User-Agent": IPHONE}, REMOTE_ADDR="203.0.113.7")
        thief.cookies["sessionid"] = hers.session.session_key
        assert is_in(thief)

        page = logged_in().get(reverse("accounts:sessions"))

        assertContains(page, "it was used elsewhere: Firefox on Windows, address 127.0.0.1")
        assert "Your log-in is used on another device" in [mail.subject for mail in mails_to("mila@example.com")]

    def test_survives_an_update_of_the_browser_in_silence(self, user):
        browser = logged_in()
        newer = Client(headers={"User-Agent": FIREFOX.replace("140", "141")})
        newer.cookies["sessionid"] = browser.session.session_key

        assert is_in(newer)
        assert mails_to("mila@example.com") == []

    def test_of_somebody_who_logs_in_twice_stands_in_the_list_once(self, user, client):
        client.force_login(user)

        client.force_login(user)

        assert UserSession.objects.filter(user=user).count() == 1

    def test_of_a_closed_account_is_over(self, user):
        browser = logged_in()
        user.is_active = False
        user.save()

        assert not is_in(browser)


class TestForgetEnded:
    def test_drops_what_opens_nothing_any_more(self, user, clock):
        began = clock.freeze("2026-04-02 08:00")
        logged_in()
        clock.freeze(began + datetime.timedelta(hours=9))
        logged_in()

        sessions.forget_ended(time.now())

        assert (UserSession.objects.count(), Session.objects.count()) == (1, 1)


class TestLogIn:
    """A session that opens an account is saved with its line in the list and the moment in the account."""

    @pytest.fixture
    def session(self, db):
        session = SessionStore()
        session["wish"] = "bread"
        session.save()
        return session

    def line(self, user):
        return Line(user_id=user.pk, ip="192.0.2.7", user_agent=FIREFOX, begun_at=NOON)

    def test_is_one_statement(self, session, user, django_assert_num_queries):
        session.cycle_key()
        session.opens(self.line(user))
        with django_assert_num_queries(1):
            session.save()

        listed = UserSession.objects.get()
        assert (listed.user_id, listed.session_key) == (user.pk, session.session_key)
        assert (listed.ip, listed.user_agent, listed.data) == ("192.0.2.7", FIREFOX, {})
        assert listed.created_at == listed.last_seen_at == NOON
        user.refresh_from_db()
        assert user.last_login == NOON
        assert Session.objects.get().get_decoded() == {"wish": "bread"}

    def test_is_listed_once_however_often_the_session_is_saved(self, session, user):
        for _again in range(2):
            session.opens(self.line(user))
            session.save()
        UserSession.objects.update(last_seen_at=NOON + datetime.timedelta(hours=1))
        session.save()

        assert UserSession.objects.get().last_seen_at > NOON

    def test_of_a_session_that_was_ended_meanwhile_is_listed_too(self, session, user):
        SessionStore(session.session_key).delete()
        session.cycle_key()
        session.opens(self.line(user))
        session.save()

        assert UserSession.objects.get().session_key == Session.objects.get().session_key == session.session_key

    def test_that_is_ended_at_once_is_listed_nowhere(self, session, user):
        session.opens(self.line(user))
        session.flush()
        session["wish"] = "soup"
        session.save()

        assert not UserSession.objects.exists()


class TestNewKey:
    """`cycle_key`: the same session under another key, in one statement at the end of the request."""

    @pytest.fixture
    def session(self, db):
        session = SessionStore()
        session["wish"] = "bread"
        session.save()
        return session

    def test_asks_nothing_before_it_is_saved_and_then_once(self, session, django_assert_num_queries):
        with django_assert_num_queries(0):
            session.cycle_key()
            session["more"] = "cheese"
        with django_assert_num_queries(1):
            session.save()

        (row,) = Session.objects.order_by("pk")
        assert row.get_decoded() == {"wish": "bread", "more": "cheese"}
        assert row.session_key == session.session_key

    def test_closes_the_old_one(self, session):
        old = session.session_key
        session.cycle_key()
        session.save()

        assert old != session.session_key
        assert (SessionStore(old).load(), SessionStore(session.session_key)["wish"]) == ({}, "bread")

    def test_may_come_twice_before_it_is_saved(self, session):
        session.cycle_key()
        session.cycle_key()
        session.save()
        session["more"] = "cheese"
        session.save()

        assert Session.objects.get().session_key == session.session_key

    def test_leaves_nothing_behind_when_everything_ends(self, session):
        session.cycle_key()
        session.flush()

        assert not Session.objects.exists()

    def test_of_a_session_that_was_ended_meanwhile_is_a_row_of_its_own(self, session):
        SessionStore(session.session_key).delete()
        session.cycle_key()
        session.save()

        assert Session.objects.get().session_key == session.session_key

    def test_of_none_is_one_that_begins(self, db):
        session = SessionStore()
        session.cycle_key()

        assert Session.objects.get().session_key == session.session_key

    def test_does_not_let_a_page_of_before_write_into_it(self, session):
        """Two tabs: one logs in, the other has read the session before and saves it afterwards."""
        other = SessionStore(session.session_key)
        other["wish"] = "soup"
        session.cycle_key()
        session.save()

        with pytest.raises(UpdateError):
            other.save()
        assert Session.objects.get().get_decoded()["wish"] == "bread"
