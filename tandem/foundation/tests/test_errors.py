import psycopg
import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from tandem.foundation import slots
from tandem.foundation.http import errors


class TestNotFound:
    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            ("de", "Wir finden diese Seite nicht"),
            ("fr", "Nous ne trouvons pas cette page"),
            ("it", "Non troviamo questa pagina"),
            ("en", "We cannot find this page"),
        ],
    )
    def test_speaks_the_language_of_the_address(self, client, language, sentence):
        response = client.get(f"/{language}/no/such/page/")
        assert response.status_code == 404
        assert sentence in response.content.decode()

    def test_quotes_the_number_of_the_request(self, client):
        response = client.get("/en/no/such/page/", headers={"X-Request-ID": "quoted-0001"})
        assert "quoted-0001" in response.content.decode()

    def test_says_what_is_safe(self, client):
        assert "nothing was lost" in client.get("/en/no/such/page/").content.decode()


class TestCsrfFailure:
    def test_says_that_nothing_was_sent(self):
        response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"email": "ana@example.ch"})
        assert response.status_code == 403
        assert "Nothing was sent" in response.content.decode()


class TestForbidden:
    def test_says_what_to_do(self, rf):
        response = errors.forbidden(bare(rf))
        assert response.status_code == 403
        assert "Change your role" in response.content.decode()


class TestBadRequest:
    def test_asks_no_neighbour(self, rf, monkeypatch):
        # A wrong host is refused before anybody knows who asks: a filler would find no user and break.
        monkeypatch.setattr(slots, "render", lambda name, *_, **__: pytest.fail(f"asked {name}"))
        response = errors.bad_request(bare(rf), SuspiciousOperation())
        assert response.status_code == 400
        assert "Nothing was changed" in response.content.decode()


class TestServerError:
    @pytest.mark.without_database
    @pytest.mark.parametrize(
        ("path", "sentence"),
        [
            ("/fr/emplois/", "Un problème est survenu chez nous"),
            ("/it/", "Qualcosa non ha funzionato"),
            ("/elsewhere", "Bei uns ist etwas schiefgegangen"),
        ],
    )
    def test_needs_no_database_no_session_and_no_user(self, rf, path, sentence):
        response = errors.server_error(rf.get(path))
        assert response.status_code == 500
        assert sentence in response.content.decode()

    @pytest.mark.without_database
    def test_quotes_the_number_of_the_request(self, rf):
        request = rf.get("/en/")
        request.id = "quoted-0002"
        assert "quoted-0002" in errors.server_error(request).content.decode()

    @pytest.mark.without_database
    def test_stands_without_its_clothes(self, rf, monkeypatch):
        def missing(name: str) -> str:
            raise ValueError(name)

        monkeypatch.setattr(errors, "static", missing)
        html = errors.server_error(rf.get("/en/")).content.decode()
        assert "stylesheet" not in html
        assert "It is not your fault" in html

    @pytest.mark.without_database
    def test_leaves_the_language_as_it_was(self, rf):
        errors.server_error(rf.get("/it/"))
        assert translation.get_language() == "en"


def bare(rf: RequestFactory) -> object:
    """A request as it is before any middleware of ours saw it."""
    return rf.get("/en/somewhere/")


def away(request, cause=None):
    try:
        raise OperationalError("the connection is lost") from cause
    except OperationalError:
        return errors.server_error(request)


@pytest.mark.without_database
class TestShortBreak:
    @pytest.mark.parametrize("cause", [None, psycopg.errors.AdminShutdown(), psycopg.errors.CannotConnectNow()])
    def test_is_told_while_the_database_is_away(self, rf, cause):
        response = away(rf.get("/fr/emplois/?query=soins"), cause)

        assert (response.status_code, response["Retry-After"]) == (503, "10")
        assert "Une courte interruption de notre côté" in response.content.decode()

    def test_comes_again_by_itself_unless_the_reader_stops_it(self, rf):
        response = away(rf.get("/en/jobs/?query=care"))

        assert response["Refresh"] == "10"
        assert 'href="/en/jobs/?query=care"' in response.content.decode()
        assert "/en/jobs/?query=care&amp;waiting=still" in response.content.decode()
        assert "Refresh" not in away(rf.get("/en/jobs/?query=care&waiting=still"))

    def test_asks_to_send_again_what_was_sent_and_does_not_do_it_by_itself(self, rf):
        response = away(rf.post("/en/log-in/"))

        assert response.status_code == 503
        assert "Refresh" not in response
        assert "Go back with your browser" in response.content.decode()

    @pytest.mark.parametrize("cause", [psycopg.errors.QueryCanceled(), psycopg.errors.LockNotAvailable()])
    def test_is_not_told_when_a_statement_takes_too_long(self, rf, cause):
        assert away(rf.get("/en/"), cause).status_code == 500

    def test_is_not_told_when_something_else_broke(self, rf):
        assert errors.server_error(rf.get("/en/")).status_code == 500
