"""Whoever logs in or out gets in or out, whatever fails in what listens to it."""

import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import connection, transaction
from django.urls import reverse
from structlog.testing import capture_logs

from tandem.assistance.autonomy import receivers as autonomy
from tandem.assistance.sessions import receivers as sessions
from tandem.assistance.shadow import middleware as shadow
from tandem.foundation.aside import aside
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.factors import banner
from tandem.identity.people.tests.factories import PersonFactory

SECRET = "mila@example.com"


def break_down(*_facts, **_more):
    """As a database does: it quotes the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS integer)", [SECRET])


@pytest.fixture
def person():
    return PersonFactory(user=UserFactory(username="mila", email=SECRET, with_password=True))


def log_in(client):
    return client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})


class TestLogIn:
    @pytest.mark.parametrize(
        ("room", "name"),
        [
            (banner.selectors, "may_be_asked"),
            (autonomy.services, "record"),
            (shadow.services, "see"),
            (shadow, "reach_at_log_in"),
            (autonomy, "reach_at_log_in"),
        ],
    )
    def test_opens_though_something_that_listens_fails(self, client, person, monkeypatch, room, name):
        monkeypatch.setattr(room, name, break_down)

        with capture_logs() as lines:
            response = log_in(client)

        assert (response.status_code, client.get("/en/account/").status_code) == (302, 200)
        (line,) = [line for line in lines if line["event"] == "aside_failed"]
        assert line["kind"] == "DataError"
        assert SECRET not in str(lines)


class TestLogOut:
    def test_closes_though_something_that_listens_fails(self, client, person, monkeypatch):
        client.force_login(person.user)
        monkeypatch.setattr(sessions, "remembered", break_down)

        assert client.post(reverse("account_logout")).status_code == 302
        assert "_auth_user_id" not in client.session


class TestReceiversOfALogIn:
    def test_of_ours_stand_aside_but_for_the_one_that_bounds_the_session(self):
        """A new receiver is either `aside`, or is named here with a reason."""
        ours = [found for _key, found, *_more in user_logged_in.receivers]
        names = {f"{found().__module__}.{found().__name__}": found() for found in ours}
        bare = {
            name for name, found in names.items() if name.startswith("tandem.") and not hasattr(found, "__wrapped__")
        }

        assert bare == {
            "tandem.identity.accounts.notices.list_session",  # a session that is in no list cannot be ended from afar
            "tandem.assistance.shadow.middleware.remember",  # only remembers who it was
        }


class TestAside:
    def test_undoes_its_own_work_alone(self, person):
        with aside("test.work"):
            User.objects.update(name="changed")
            break_down()

        assert User.objects.get().name != "changed"  # and the connection still works

    def test_keeps_what_went_well(self, person):
        with aside("test.work"):
            User.objects.update(name="changed")

        assert User.objects.get().name == "changed"

    @pytest.mark.django_db(transaction=True)
    def test_opens_no_transaction_for_what_writes_once(self, person, django_assert_num_queries):
        with django_assert_num_queries(2), aside("test.work", writes_once=True):
            User.objects.update(name="changed")
            break_down()

        assert User.objects.get().name == "changed"  # its one statement was done, and the connection still works

    def test_protects_an_open_transaction_also_from_what_writes_once(self, person):
        with transaction.atomic():
            with aside("test.work", writes_once=True):
                break_down()
            User.objects.update(name="changed")

        assert User.objects.get().name == "changed"
