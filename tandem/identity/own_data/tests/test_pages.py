import datetime
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation import clock as real_clock
from tandem.foundation import paper, secrets
from tandem.identity.access.models import LedgerEntry
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.own_data import services, tasks
from tandem.identity.own_data.models import Copy
from tandem.identity.own_data.tests.factories import CopyFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person(client):
    """Logged in, and has just confirmed that it is she."""
    person = PersonFactory(with_account=True, with_counsellor=True, with_channels=True, avs_number="7569217076985")
    person.user.set_password(PASSWORD)
    person.user.save()
    client.force_login(person.user)
    return person


@pytest.fixture
def confirmed(client, person):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def sheets(monkeypatch):
    """The words of each sheet that was printed."""
    found, print_it = [], paper.pdf

    def keep(template, words, **options):
        found.append(words)
        return print_it(template, words, **options)

    monkeypatch.setattr(paper, "pdf", keep)
    return found


def take(client, form="json", **options):
    return client.post(reverse("own_data:take_copy"), {"form": form}, **options)


@pytest.mark.usefixtures("confirmed")
class TestTakeCopy:
    def test_hands_out_everything_as_json(self, client, person):
        response = take(client)

        content = json.loads(response.content)
        assert (response["Content-Type"], response["Content-Disposition"]) == (
            "application/json",
            'attachment; filename="tandem-my-data.json"',
        )
        assert content["data"]["people.Person"][0]["avs_number"] == "7569217076985"
        assert [row["verb"] for row in content["data"]["access.LedgerEntry"]] == ["own_data.take_copy"]

    def test_hands_out_sections_to_read_in_plain_words(self, client, person, sheets):
        response = take(client, "pdf")

        sections = {section["title"]: section["rows"] for section in sheets[-1]["sections"]}
        assert (response["Content-Type"], b"pdfuaid" in response.content) == ("application/pdf", True)
        assert sheets[-1]["name"] == person.name
        assert ("First name", person.given_name) in sections["Person"][0]
        assert ("As what", "The person herself") in sections["Ledger entry"][0]

    def test_holds_nobody_elses_data(self, client, person):
        PersonFactory(with_account=True, given_name="Somebody", family_name="Else", counsellor=person.counsellor)

        assert b"Else" not in take(client).content

    def test_leaves_a_row_of_her_own_in_the_ledger(self, client, person):
        take(client)

        row = LedgerEntry.objects.get(person=person)
        assert (row.verb, row.capacity, row.authority) == ("own_data.take_copy", "self", "own_right")

    @pytest.mark.parametrize("form", ["", "exe", "pdf2"])
    def test_knows_two_forms(self, client, person, form):
        assert take(client, form).status_code == 404

    def test_promises_a_large_copy_and_keeps_it_encrypted_until_it_is_fetched(
        self, client, person, monkeypatch, django_capture_on_commit_callbacks
    ):
        monkeypatch.setattr(services, "ROWS_AT_ONCE", 0)
        response = take(client, follow=True)
        assertContains(response, "Being made")
        copy = Copy.objects.get()

        tasks.make_copy(copy_id=copy.pk)
        tasks.make_copy(copy_id=copy.pk)  # a job may run twice

        copy.refresh_from_db()
        address = reverse("own_data:download", args=[copy.pk])
        assert b"7569217076985" not in bytes(copy.token)
        assertContains(client.get(reverse("own_data:own_data")), address)
        content = json.loads(client.get(address).content)
        assert content["data"]["people.Person"][0]["avs_number"] == "7569217076985"

    def test_makes_the_large_copy_in_the_language_of_the_order(self, client, person, monkeypatch, sheets):
        monkeypatch.setattr(services, "ROWS_AT_ONCE", 0)
        client.post("/fr/my-data/copy/", {"form": "pdf"})

        tasks.make_copy(copy_id=Copy.objects.get().pk)

        assert (sheets[-1]["lang"], sheets[-1]["title"]) == ("fr", "Tout ce que nous conservons à votre sujet")


class TestConfirmation:
    def test_is_asked_for_before_a_copy(self, client, person):
        for response in (take(client), client.get(reverse("own_data:download", args=[CopyFactory(person=person).pk]))):
            assertRedirects(response, response.url, fetch_redirect_response=False)
            assert reverse("account_reauthenticate") in response.url
        assert not LedgerEntry.objects.exists()


@pytest.mark.usefixtures("confirmed")
class TestDownload:
    def test_of_somebody_elses_copy_looks_like_a_missing_one(self, client, person):
        theirs = CopyFactory(person=PersonFactory())

        answers = [client.get(reverse("own_data:download", args=[pk])) for pk in (theirs.pk, 999_999)]

        assert [answer.status_code for answer in answers] == [404, 404]

    def test_ends_after_a_week_and_the_copy_goes(self, client, person):
        old = real_clock.now() - datetime.timedelta(days=7, seconds=1)
        ended, fresh = CopyFactory(person=person, asked_at=old), CopyFactory(person=person)

        assert client.get(reverse("own_data:download", args=[ended.pk])).status_code == 404
        tasks.forget_ended_copies(timestamp=0)

        assert list(Copy.objects.values_list("pk", flat=True)) == [fresh.pk]

    def test_waits_for_a_copy_that_is_being_made(self, client, person):
        copy = CopyFactory(person=person, waiting=True)

        assert client.get(reverse("own_data:download", args=[copy.pk])).status_code == 404

    def test_survives_a_change_of_key(self, client, person, settings):
        copy = CopyFactory(person=person)
        settings.SECRET_KEYS_AT_REST = ["B" * 43 + "=", *settings.SECRET_KEYS_AT_REST]

        assert secrets.registry["own_data.copies"]() == 1

        settings.SECRET_KEYS_AT_REST = settings.SECRET_KEYS_AT_REST[:1]
        assert client.get(reverse("own_data:download", args=[copy.pk])).content == b"{}"


class TestPage:
    def test_lists_only_her_own_copies(self, client, person):
        theirs = CopyFactory(person=PersonFactory())

        assertNotContains(client.get(reverse("own_data:own_data")), reverse("own_data:download", args=[theirs.pk]))

    def test_is_hidden_from_somebody_who_acts_for_an_office(self, client):
        client.force_login(MembershipFactory().user)

        assert client.get(reverse("own_data:own_data")).status_code == 404


def test_a_copy_that_ends_before_it_was_asked_for_is_refused(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        CopyFactory(person=person, ends_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
