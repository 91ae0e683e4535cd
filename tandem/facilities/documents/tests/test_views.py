import pytest
from django.urls import reverse

from tandem.facilities.documents import registry
from tandem.facilities.documents.tests.factories import DocumentFactory, VersionFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def version():
    person = PersonFactory(with_account=True, with_counsellor=True)
    return DocumentFactory(person=person, title='CV "Müller"\u2028').versions.get()


def fetch(client, user, version, name="file", **more):
    client.force_login(user)
    return client.get(reverse(f"documents:{name}", args=[version.pk, *more.values()]))


class TestFile:
    def test_is_saved_and_not_shown(self, client, version):
        response = fetch(client, version.document.person.user, version)

        assert response.content.startswith(b"%PDF-")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''CV%20%22M%C3%BCller%22")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]

    def test_of_somebody_else_looks_like_one_that_is_not_there(self, client, version):
        assert fetch(client, PersonFactory(with_account=True).user, version).status_code == 404

    def test_is_for_her_counsellor_once_it_was_sent(self, client, version, monkeypatch):
        counsellor = version.document.person.counsellor.user
        assert fetch(client, counsellor, version).status_code == 404
        monkeypatch.setitem(registry._readers, "test", lambda *_question: True)

        assert fetch(client, counsellor, version).status_code == 200

    def test_waits_for_the_scanner_with_a_sentence(self, client):
        waiting = VersionFactory(waiting=True)

        response = fetch(client, waiting.document.person.user, waiting)

        assert response.status_code == 409
        assert "still being checked for viruses" in response.content.decode()


class TestPreview:
    def test_is_a_picture_that_we_drew(self, client, version):
        response = fetch(client, version.document.person.user, version, "preview", page=1)

        assert (response["Content-Type"], response.content[:2]) == ("image/jpeg", b"\xff\xd8")
        assert "sandbox" in response["Content-Security-Policy"]

    def test_of_a_page_that_is_not_there_is_hidden(self, client, version):
        assert fetch(client, version.document.person.user, version, "preview", page=9).status_code == 404
