import datetime
import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from pytest_django.asserts import assertContains

from tandem.assistance.helplog.selectors import report, screens_by_help
from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.procedures.models import HandedIn
from tandem.facilities.receipts.selectors import matches
from tandem.foundation import clock as time
from tandem.foundation.months import month_of, preceding
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Capacity
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.selectors import hats_worn
from tandem.identity.accounts.selectors import account_of
from tandem.identity.factors.enums import Factor
from tandem.identity.people.models import Person
from tandem.portals.demo import services, ways_in
from tandem.portals.demo.people import (
    COUNSELLOR,
    EMPLOYER,
    EXPECTED,
    HELPER,
    HELPERS_COLLEAGUE,
    JOBSEEKERS,
    NEWCOMER,
    OFFICER,
    PASSWORD,
    PERSONAS,
    REGISTERED,
    RELATIVE,
    VOLUNTEER,
)
from tandem.portals.demo.tour import STOPS
from tandem.portals.homes.helpers import desk

SELAM = JOBSEEKERS[1]


@pytest.fixture
def demo(monkeypatch):
    """The people of the demo with a dozen files instead of 150, without ads."""
    monkeypatch.setattr(services, "FILES", 12)
    call_command("load_demo", "--ads", "0", stdout=io.StringIO())


def hat_of(persona):
    """The persona as the helper that she is."""
    user_id = account_of(persona.username).pk
    hats = hats_worn(user_id, now=time.now())
    return next(hat for hat in hats if hat.capacity is Capacity.HELPER)


def desk_of(persona):
    return desk(hat_of(persona), now=time.now())


def code_of(persona):
    """What the persona reads, wherever she reads it."""
    if persona.factor is Factor.SMS:
        body = Outgoing.objects.filter(topic="factors.code").order_by("-pk")[0].body
        return re.search(r"\d{6}", body).group()
    return ways_in.code_now(persona, now=time.now()).text


def out_of_order():
    """Who is shown an act of later below one of earlier: her chain was written in another order."""
    chains = {}
    for person, moment in LedgerEntry.objects.order_by("person_id", "sequence").values_list("person_id", "at"):
        chains.setdefault(person, []).append(moment)
    return [person for person, moments in chains.items() if moments != sorted(moments)]


class TestLoadDemo:
    def test_gives_the_counsellor_files_with_a_past(self, demo, client):
        client.force_login(account_of(COUNSELLOR.username))

        caseload = client.get(reverse("counselling:caseload")).context["caseload"]

        assert caseload.counts["all"] == 12
        assert out_of_order() == []
        assert caseload.counts["filed"] >= len(JOBSEEKERS)
        assert all(matches(proof.receipt, proof.payload) for proof in Proof.objects.order_by("pk"))
        assert not Effort.objects.filter(applied_on__gt=time.today()).exists()

    def test_gives_fund_and_counsellor_forms_with_something_to_do(self, monkeypatch, clock, client):
        clock.freeze("2026-10-20 08:00")
        monkeypatch.setattr(services, "FILES", 15)
        call_command("load_demo", "--ads", "0", stdout=io.StringIO())

        client.force_login(account_of(OFFICER.username))
        counts = client.get(reverse("fund:insured")).context["found"].counts
        assert (counts["to_check"], counts["checked"]) == (6, 2)
        assert counts["papers"] == 3
        assert counts["waiting"] == 4
        client.force_login(account_of(COUNSELLOR.username))
        waiting = client.get(reverse("counselling:registrations")).context["lines"]
        assert [row.line.name for row in waiting if row.line.interview_at] == [REGISTERED[-1]]
        assert {row.line.name for row in waiting} == set(REGISTERED)

    def test_has_something_on_each_page_that_only_an_event_opens(self, monkeypatch, clock, client):
        clock.freeze("2026-10-20 08:00")
        monkeypatch.setattr(services, "FILES", 15)
        call_command("load_demo", "--ads", "0", stdout=io.StringIO())

        client.force_login(account_of(EXPECTED.username))
        assertContains(client.get("/en/"), "First interview")
        client.force_login(account_of(OFFICER.username))
        handed_in = HandedIn.objects.get().filing
        paper = AskedPaper.objects.get(filing=handed_in)
        turn_down = reverse("fund:turn_down_paper", args=[handed_in.person_id, datetime.date(2026, 9, 1), paper.pk])
        assertContains(client.get(turn_down), "Lohnabrechnung")
        client.force_login(account_of(JOBSEEKERS[0].username))
        certificates = reverse("certificates:month", args=[datetime.date(2026, 9, 1)])
        assertContains(client.get(certificates), EMPLOYER.name)
        [body] = [one.body for one in Outgoing.objects.order_by("pk") if one.recipient == EMPLOYER.email]
        assert re.search(r"^http://localhost:8000/de/certificate/#\S+$", body, re.MULTILINE)

    def test_changes_nothing_the_second_time(self, demo):
        before = (Person.objects.count(), Effort.objects.count(), Proof.objects.count())

        call_command("load_demo", "--ads", "0", stdout=io.StringIO())

        assert (Person.objects.count(), Effort.objects.count(), Proof.objects.count()) == before

    def test_dates_nothing_in_the_future_even_on_the_first_of_a_month(self, clock, monkeypatch):
        moment = clock.freeze("2026-10-01 08:00")
        monkeypatch.setattr(services, "FILES", 12)

        call_command("load_demo", "--ads", "0", stdout=io.StringIO())

        assert not Proof.objects.filter(filed_at__gt=moment).exists()
        assert not Effort.objects.filter(written_at__gt=moment + datetime.timedelta(hours=4)).exists()


class TestTheAssistedMonth:
    def test_gives_each_helper_a_desk_with_something_on_it(self, demo):
        desks = {persona.username: desk_of(persona) for persona in (HELPER, HELPERS_COLLEAGUE, VOLUNTEER, RELATIVE)}

        assert [len(desk.people) for desk in desks.values()] == [2, 1, 1, 1]
        assert desks["vreni"].ending == 1
        assert [look.person for look in desks["vreni"].looks] == ["Nadine Äbischer"]
        assert [line.person for line in desks["mara"].unconfirmed] == ["Selam Tekle"]
        assert [line.helper for line in desks["mara"].away] == ["Bruno Rossier"]

    def test_fills_a_report_that_hides_little_and_a_public_ranking(self, demo):
        mara = hat_of(HELPER)
        month = preceding(month_of(time.today()))

        assert report(mara, month=month, now=time.now()).total.helps >= 20
        assert len(screens_by_help(now=time.now())) >= 4

    def test_is_walked_through_in_four_languages(self, demo, client):
        for language in ("de", "fr", "it", "en"):
            with override(language):
                page = client.get(reverse("demo:tour"))
            assert all(stop.who.name in page.content.decode() for stop in STOPS)

    def test_leads_to_pages_that_open_for_whoever_is_named(self, demo, client):
        for stop in STOPS:
            client.force_login(account_of(stop.who.username))

            assert client.get(stop.address, follow=True).status_code == 200, stop.page


class TestPersonas:
    def test_log_in_with_the_password_and_the_code_on_the_page(self, demo, client):
        for persona in PERSONAS:
            client.logout()
            client.post(reverse("account_login"), {"login": persona.username, "password": PASSWORD})
            if persona.factor:
                assert "_auth_user_id" not in client.session, persona.username
                client.post(reverse("factors:log_in"), {"code": code_of(persona)})
            assert "_auth_user_id" in client.session, persona.username

    def test_have_each_second_factor_that_needs_no_key(self):
        assert {persona.factor for persona in PERSONAS} == {None, Factor.APP, Factor.SMS, Factor.LIST}

    def test_stand_on_a_page_with_their_codes(self, demo, client):
        page = client.get(reverse("demo:personas")).content.decode()

        assert all(persona.name in page for persona in PERSONAS)
        assert ways_in.code_now(COUNSELLOR, now=time.now()).text in page
        assert ways_in.code_now(SELAM, now=time.now()).text in page

    def test_on_their_page_show_the_next_line_of_a_list_once_one_is_used(self, demo, client):
        first = ways_in.code_now(SELAM, now=time.now())
        client.post(reverse("account_login"), {"login": SELAM.username, "password": PASSWORD})
        client.post(reverse("factors:log_in"), {"code": first.text})

        second = ways_in.code_now(SELAM, now=time.now())

        assert (first.number, second.number) == (1, 2)

    def test_include_one_whose_file_waits_for_her(self, demo, client):
        client.post(reverse("account_login"), {"login": NEWCOMER.username, "password": PASSWORD})
        born = NEWCOMER.birth_date
        typed = {"person_number": NEWCOMER.person_number}
        typed |= {f"birth_date_{part}": getattr(born, part) for part in ("day", "month", "year")}

        page = client.post(reverse("activation:begin"), typed, follow=True)

        assertContains(page, "Ana Ferreira")

    def test_are_printed_one_line_each(self):
        words = io.StringIO()

        call_command("personas", stdout=words)

        assert all(persona.username in words.getvalue() for persona in PERSONAS)
