import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from tandem.eservices.efforts import registry, selectors
from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.tests.factories import ANSWERS, MARCH, EffortFactory, filed, own_file
from tandem.eservices.efforts.types import EffortPrefill
from tandem.facilities.receipts.rules import payload_hash
from tandem.foundation.refusals import Hidden
from tandem.identity.access.tests.factories import NOON
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

MONTH = "/en/efforts/2026-03/"
FILE = "/en/efforts/2026-03/file/"

pytestmark = pytest.mark.usefixtures("noon")


def text(response) -> str:
    return response.content.decode()


class TestPageSeen:
    """What stood on the page before filing, word for word."""

    def test_is_kept_and_proved_by_the_receipt(self, client, clock):
        clock.freeze(NOON)
        person = PersonFactory(with_account=True, canton="ZH")
        EffortFactory(person=person, company="Beck am Bach")
        client.force_login(person.user)
        address = reverse("efforts:file", args=[MARCH])
        page = client.get(address)

        client.post(address, {"seen": page.context["seen"]})

        proof = Proof.objects.get()
        assert proof.text_seen == page.context["page"]
        assert proof.payload["text_seen"] == payload_hash(proof.text_seen).hex()
        for sentence in (proof.text_seen["lead"], proof.text_seen["declaration"], *proof.text_seen["sentences"]):
            assertContains(page, sentence)

    def test_is_refused_when_it_has_changed_meanwhile(self, client, clock):
        clock.freeze(NOON)
        person = PersonFactory(with_account=True, canton="ZH")
        EffortFactory(person=person)
        client.force_login(person.user)
        address = reverse("efforts:file", args=[MARCH])
        seen = client.get(address).context["seen"]

        page = client.post(address.replace("/en/", "/de/"), {"seen": seen})

        assert page.status_code == 200
        assert not Proof.objects.exists()


class TestEveryPage:
    @pytest.mark.parametrize("capacity", ["counsellor", "fund_officer", "employer", "operator"])
    def test_is_hidden_from_whoever_acts_for_an_organisation(self, client, capacity):
        traits = {} if capacity == "counsellor" else {capacity: True}
        client.force_login(MembershipFactory(**traits).user)

        for url in (reverse("efforts:months"), MONTH, reverse("efforts:new"), FILE):
            assert client.get(url).status_code == 404

    def test_about_an_effort_is_hidden_from_another_person(self, client, person):
        effort = EffortFactory()
        proof = filed(EffortFactory().person)
        number = proof.receipt.number

        for url in (
            reverse("efforts:change", args=[effort.pk]),
            reverse("efforts:remove", args=[effort.pk]),
            reverse("efforts:receipt", args=[number]),
            reverse("efforts:receipt_pdf", args=[number]),
            reverse("efforts:receipt_file", args=[number]),
            reverse("efforts:new") + f"?copy={effort.pk}",
        ):
            assert client.get(url).status_code == 404
        assert client.post(reverse("efforts:remove", args=[effort.pk])).status_code == 404
        assert Effort.objects.filter(pk=effort.pk).exists()

    def test_sends_a_visitor_to_the_login(self, client):
        answer = client.get(MONTH)

        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]


class TestMonths:
    def test_show_this_month_and_all_since_the_first_effort(self, client, person):
        EffortFactory(person=person, applied_on=datetime.date(2026, 1, 5))

        rows = client.get(reverse("efforts:months")).context["rows"]

        assert [row["summary"].month.month for row in rows] == [4, 3, 2, 1]
        assert [row["summary"].state for row in rows] == ["open", "due_soon", "late", "late"]

    def test_reproach_a_newcomer_nothing(self, client, person):
        rows = client.get(reverse("efforts:months")).context["rows"]

        assert [row["summary"].month.month for row in rows] == [4]

    def test_cost_the_same_for_one_month_and_for_six(self, client, person):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("efforts:months"))
            return len(queries)

        EffortFactory(person=person)
        filed(person)
        client.get(reverse("efforts:months"))
        cost_of_one = cost()
        for month in (1, 2):
            EffortFactory(person=person, applied_on=datetime.date(2026, month, 5))
            filed(person, month=datetime.date(2026, month, 1))

        assert cost() == cost_of_one


class TestMonth:
    def test_says_how_many_when_and_on_which_ground(self, client, person):
        EffortFactory.create_batch(2, person=person)

        page = text(client.get(MONTH))

        assert "File this proof by Tuesday 7 April 2026 at the latest (" in page
        assert "(Art.\u00a026\u00a0para.\u00a02\u00a0AVIV)." in page
        assert "2 of 10" in page
        assert "8 more efforts make the number." in page
        assert "no law names a number (BGE 139 V 524)" in page

    def test_labels_its_hints_as_hints(self, client, person):
        EffortFactory.create_batch(3, person=person, company="Muster AG")

        page = text(client.get(MONTH))

        assert "3 of 3 efforts bear the same day, 17.3.2026." in page
        assert "Muster AG, Cook is noted 3 times." in page
        assert "These are hints, not rules of law." in page

    def test_tells_what_to_do_when_it_is_empty(self, client, person):
        page = text(client.get(MONTH))

        assert "Nothing noted for this month yet" in page
        assert FILE not in page

    def test_costs_the_same_for_one_effort_and_for_fifty(self, client, person):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(MONTH)
            return len(queries)

        EffortFactory(person=person)
        client.get(MONTH)
        cost_of_one = cost()
        EffortFactory.create_batch(49, person=person)

        assert cost() == cost_of_one


class TestEffortForm:
    url = "/en/efforts/new/"

    def test_notes_an_effort_and_leads_to_its_month(self, client, person):
        answer = client.post(self.url, ANSWERS)

        assert answer["Location"] == MONTH
        effort = Effort.objects.get()
        assert (effort.person, effort.company, effort.written_by) == (person, "Muster AG", person.user)

    def test_leads_to_the_next_one_when_asked(self, client, person):
        assert client.post(self.url, {**ANSWERS, "another": "1"})["Location"] == self.url

    def test_starts_with_today_and_with_nothing_decided_for_her(self, client, person):
        form = client.get(self.url).context["form"]

        assert form["applied_on"].value() == datetime.date(2026, 4, 3)
        assert [form[name].value() for name in ("channels", "workload", "assigned_by_office")] == [None, None, None]

    def test_keeps_the_answers_and_names_every_gap(self, client, person):
        answers = {**ANSWERS, "channels": ["phone"], "locality": "", "postal_code": "", "workload": ""}

        page = text(client.post(self.url, answers))

        for sentence in (
            "Enter whom you spoke to.",
            "Enter the phone number you called.",
            "Enter the street or the post-office box of the company.",
            "Enter the postal code of the company, or its place.",
            "Select full-time or part-time.",
        ):
            assert page.count(sentence) == 2  # in the summary and beside the field
        assert "Enter the place where the company is." not in page
        assert 'value="Muster AG"' in page
        assert not Effort.objects.exists()

    def test_asks_for_both_abroad(self, client, person):
        page = text(client.post(self.url, {**ANSWERS, "country": "DE", "locality": "", "postal_code": ""}))

        for sentence in ("Enter the postal code of the company.", "Enter the place where the company is."):
            assert page.count(sentence) == 2

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("applied_on", "yesterday", "Enter a day, for example 27.3.2026."),
            ("applied_on", "2025-09-30", "The day is more than six months ago."),
            ("applied_on", "2026-04-09", "The day is more than five days ahead."),
            ("email", "nobody", "valid email"),
            ("phone", "call me", "Enter a phone number"),
            ("po_box", "12a", "Enter the number of the post-office box"),
            ("country", "XX", "XX"),
            ("channels", ["pigeon"], "pigeon"),
        ],
    )
    def test_refuses_what_cannot_be(self, client, person, field, typed, sentence):
        assert sentence in text(client.post(self.url, {**ANSWERS, field: typed}))
        assert not Effort.objects.exists()

    def test_takes_a_day_as_people_write_it(self, client, person):
        client.post(self.url, {**ANSWERS, "applied_on": "17.3.2026"})

        assert Effort.objects.get().applied_on == datetime.date(2026, 3, 17)

    def test_starts_from_an_earlier_one_without_its_day_and_result(self, client, person):
        earlier = EffortFactory(person=person, outcome="rejected", rejection_reason="Too far", interview=True)

        form = client.get(self.url, {"copy": earlier.pk}).context["form"]

        assert (form["company"].value(), form["email"].value()) == (earlier.company, earlier.email)
        assert (form["applied_on"].value(), form["outcome"].value()) == (datetime.date(2026, 4, 3), "pending")
        assert not form["rejection_reason"].value()
        assert not form["interview"].value()


class TestEffortFromElsewhere:
    @pytest.fixture(autouse=True)
    def source(self, monkeypatch):
        monkeypatch.setattr(registry, "_prefills", {})
        registry.add_prefill("leaflet", self.leaflet)

    @staticmethod
    def leaflet(_acting, source_id, language):
        if source_id != "7":
            raise Hidden
        return EffortPrefill(company=f"Leaflet AG ({language})", job_title="Baker", locality="Vaduz", country="SE")

    def test_is_filled_in_already(self, client, person):
        form = client.get("/en/efforts/new/from/leaflet/7/").context["form"]

        assert form["company"].value() == "Leaflet AG (en)"
        assert ("SE", "Sweden") in form.fields["country"].choices

    @pytest.mark.parametrize("address", ["leaflet/8", "rumour/7"])
    def test_is_hidden_when_nobody_knows_it(self, client, person, address):
        assert client.get(f"/en/efforts/new/from/{address}/").status_code == 404


class TestChange:
    def test_corrects_an_effort(self, client, person):
        effort = EffortFactory(person=person)

        client.post(reverse("efforts:change", args=[effort.pk]), {**ANSWERS, "company": "Exempla SA"})

        effort.refresh_from_db()
        assert effort.company == "Exempla SA"

    def test_never_overwrites_unseen_what_was_changed_elsewhere(self, client, person):
        effort = EffortFactory(person=person)
        url = reverse("efforts:change", args=[effort.pk])
        seen = client.get(url).context["seen"]
        Effort.objects.filter(pk=effort.pk).update(
            company="Beck am Bach", workload="part_time", written_at=NOON + datetime.timedelta(minutes=1)
        )

        asked = client.post(url, {**ANSWERS, "seen": seen})

        effort.refresh_from_db()
        assert effort.company == "Beck am Bach"
        assert "was changed elsewhere" in text(asked)
        assert {("Company", "Beck am Bach"), ("For which workload?", "Part-time")} <= set(asked.context["theirs"])
        assert asked.context["form"]["company"].value() == ANSWERS["company"]
        again = client.post(url, {**ANSWERS, "seen": asked.context["seen"]})
        effort.refresh_from_db()
        assert (again["Location"], effort.company) == (MONTH, ANSWERS["company"])

    def test_sees_no_clash_in_the_same_answers(self, client, person):
        effort = EffortFactory(person=person)
        url = reverse("efforts:change", args=[effort.pk])
        first_tab = client.get(url).context["seen"]
        client.post(url, {**ANSWERS, "seen": first_tab})

        assert client.post(url, {**ANSWERS, "seen": first_tab})["Location"] == MONTH

    def test_shows_every_answer_given_before(self, client, person):
        effort = EffortFactory(person=person, assigned_by_office=True)

        form = client.get(reverse("efforts:change", args=[effort.pk])).context["form"]

        assert form["assigned_by_office"].value() == "yes"
        assert form["applied_on"].value() == effort.applied_on

    def test_of_a_filed_one_leads_back_and_says_why(self, client, person):
        effort = EffortFactory(person=person)
        filed(person)

        answer = client.post(reverse("efforts:change", args=[effort.pk]), ANSWERS, follow=True)

        assert answer.redirect_chain[-1][0] == MONTH
        assert "It can no longer be changed" in text(answer)


class TestRemove:
    def test_asks_first(self, client, person):
        effort = EffortFactory(person=person)
        url = reverse("efforts:remove", args=[effort.pk])

        assert "Remove this effort?" in text(client.get(url))
        assert Effort.objects.exists()
        client.post(url)
        assert not Effort.objects.exists()

    def test_keeps_a_filed_one(self, client, person):
        effort = EffortFactory(person=person)
        filed(person)

        answer = client.post(reverse("efforts:remove", args=[effort.pk]), follow=True)

        assert "what you filed stays as it is" in text(answer)
        assert Effort.objects.exists()


def test_an_effort_for_an_ad_is_found_again(person):
    noted = EffortFactory(person=person, source_ad_id="00000000-0000-0000-0000-000000000001")

    assert selectors.effort_for_ad(own_file(person), noted.source_ad_id) == noted
    assert selectors.effort_for_ad(own_file(PersonFactory(with_account=True)), noted.source_ad_id) is None
