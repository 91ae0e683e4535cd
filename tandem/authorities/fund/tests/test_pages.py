import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.authorities.fund.models import CheckedForm
from tandem.authorities.fund.tests.months import (
    LIST,
    NOW,
    OCTOBER,
    WORK,
    certified,
    corrected,
    insured,
    names,
    page_of,
)
from tandem.eservices.declarations.models import FormOpening
from tandem.eservices.declarations.monthly import KEY
from tandem.eservices.declarations.tests.factories import month_filed, reported
from tandem.eservices.procedures.tests.factories import begun
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.usefixtures("november")


class TestListOfInsuredPersons:
    def test_shows_who_filed_and_what_is_missing(self, client, officer):
        month_filed(insured(officer, family_name="Anker"), **WORK)
        insured(officer, family_name="Zbinden")

        page = client.get(LIST)

        assert names(page) == ["Anker", "Zbinden"]
        assertContains(page, "1 form is to be checked.")
        assertContains(page, "With 1 form papers are missing.")
        assertContains(page, "1 person has not filed yet.")
        assertContains(page, "31 January 2027")

    def test_opens_no_file_and_never_shows_what_was_not_filed(self, client, officer):
        begun(insured(officer), now=NOW, subject="2026-10", key=KEY)

        [line] = client.get(LIST).context["found"].lines

        assert line.month.filing is None
        assert not LedgerEntry.objects.filter(verb="access.open_file").exists()

    def test_counts_a_certificate_of_the_employer_as_here(self, client, officer):
        person = insured(officer)
        month_filed(person, **WORK)
        certified(person, employer="BECK am Bach")

        [line] = client.get(LIST).context["found"].lines

        assert (line.month.missing, line.month.certified) == (0, 1)

    @pytest.mark.parametrize(
        ("show", "expected"),
        [
            ("all", ["Anker", "Beck", "Zbinden"]),
            ("to_check", ["Beck"]),
            ("papers", ["Beck"]),
            ("waiting", ["Zbinden"]),
            ("late", []),
            ("checked", ["Anker"]),
        ],
    )
    def test_shows_a_part(self, client, officer, show, expected):
        filing = month_filed(insured(officer, family_name="Anker"))
        client.post(reverse("fund:checked", args=[filing.person_id, OCTOBER]), {"filing": filing.pk})
        month_filed(insured(officer, family_name="Beck"), **WORK)
        insured(officer, family_name="Zbinden")

        assert names(client.get(LIST, {"show": show})) == expected

    def test_shows_who_lost_the_month(self, client, officer, clock):
        insured(officer, family_name="Zbinden")
        clock.freeze(datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC))
        client.force_login(officer.user)

        page = client.get(LIST, {"month": "2026-10", "show": "late"})

        assert names(page) == ["Zbinden"]
        assertContains(page, "Not filed, time limit passed")

    def test_holds_only_those_of_the_fund(self, client, officer):
        insured(MembershipFactory(fund_officer=True), family_name="Elsewhere")

        assertContains(client.get(LIST), "Nobody here")

    @pytest.mark.parametrize("query", [{"show": "lat"}, {"month": "2026-13"}])
    def test_answers_an_unknown_value_with_what_is_known(self, client, officer, query):
        assertContains(client.get(LIST, query), "is not known here", status_code=400)

    def test_costs_the_same_for_one_person_and_for_twenty(self, client, officer):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            return len(queries)

        month_filed(insured(officer), **WORK)
        client.get(LIST)
        cost_of_one = cost()
        for _number in range(19):
            month_filed(insured(officer), **WORK)

        assert cost() == cost_of_one

    def test_comes_in_pages(self, client, officer):
        PersonFactory.create_batch(101, fund=officer.organisation)

        page = client.get(LIST, {"page": "2"})

        assertContains(page, "Page 2 of 2")
        assert len(page.context["rows"]) == 1


class TestForm:
    def test_is_shown_as_the_person_read_it_and_she_sees_who_looked(self, client, officer):
        person = insured(officer)
        month_filed(person, **WORK)

        page = client.get(page_of(person))

        assertContains(page, "Beck am Bach")
        row = LedgerEntry.objects.get(person=person, verb="access.open_file")
        assert (row.user, row.purpose) == (officer.user, Purpose.MONTHLY_FORM)
        client.force_login(person.user)
        assertContains(client.get(reverse("access:who_looked")), "Olga Muster")

    def test_never_says_who_helped(self, client, officer):
        person = insured(officer)
        month_filed(person)

        words = client.get(page_of(person)).content.decode().split("</header>")[1].split("<footer")[0]

        assert "authorship" not in words
        assert "helper" not in words.lower()

    def test_links_a_correction_with_what_it_corrects(self, client, officer):
        person = insured(officer)
        first = month_filed(person)
        second = corrected(first, reason="I forgot a day of work.", **WORK)

        page = client.get(page_of(person))

        assertContains(page, f'href="#filing-{second.receipt.number}"')
        assertContains(page, "I forgot a day of work.")
        assert [filing.number for filing in page.context["filings"]] == [second.receipt.number, first.receipt.number]

    def test_stands_beside_the_certificates_of_employers(self, client, officer):
        person = insured(officer)
        certified(person)

        page = client.get(page_of(person))

        assertContains(page, "Certificate of Beck am Bach")
        assertContains(page, "Ruth Muster, Inhaberin")
        assertContains(page, "Nothing filed for this month")

    def test_is_hidden_from_an_officer_of_another_fund(self, client, officer):
        person = insured(MembershipFactory(fund_officer=True))
        filing = month_filed(person)

        assert client.get(page_of(person)).status_code == 404
        assert client.get(reverse("fund:incapacity", args=[person.pk])).status_code == 404
        address = reverse("fund:checked", args=[person.pk, OCTOBER])
        assert client.post(address, {"filing": filing.pk}).status_code == 404
        assert not LedgerEntry.objects.filter(verb="access.open_file").exists()

    def test_costs_the_same_for_one_paper_and_for_three(self, client, officer):
        def cost(person):
            with CaptureQueriesContext(connection) as queries:
                client.get(page_of(person))
            return len(queries)

        one, three = insured(officer), insured(officer)
        month_filed(one, **WORK)
        employers = [{**WORK["employers"][0], "employer": name} for name in ("Beck", "Blumen AG", "Kiosk")]
        month_filed(three, worked=True, employers=employers)
        cost(one), cost(three)

        assert cost(one) == cost(three)


class TestCheck:
    def test_is_noted_once_with_the_officers_name(self, client, officer):
        filing = month_filed(insured(officer))
        address = reverse("fund:checked", args=[filing.person_id, OCTOBER])

        assertRedirects(client.post(address, {"filing": filing.pk}), page_of(filing.person))
        client.post(address, {"filing": filing.pk})

        assert CheckedForm.objects.get().checked_by == officer.user
        assert LedgerEntry.objects.filter(verb="fund.check_form").count() == 1
        assertContains(client.get(page_of(filing.person)), "Olga Muster")

    def test_does_not_count_for_what_was_corrected_meanwhile(self, client, officer):
        person = insured(officer)
        first = month_filed(person)
        corrected(first)

        page = client.post(reverse("fund:checked", args=[person.pk, OCTOBER]), {"filing": first.pk}, follow=True)

        assertContains(page, "has corrected this form meanwhile")
        assert not CheckedForm.objects.exists()

    @pytest.mark.parametrize("typed", ["", "x", "999999"])
    def test_refuses_what_is_not_there(self, client, officer, typed):
        person = insured(officer)

        answer = client.post(reverse("fund:checked", args=[person.pk, OCTOBER]), {"filing": typed})

        assert answer.status_code == 404


class TestIncapacity:
    def test_is_shown_with_its_notice_for_its_own_purpose(self, client, officer):
        person = insured(officer)
        reported(person)

        page = client.get(reverse("fund:incapacity", args=[person.pk]))

        assertContains(page, "Illness")
        assertContains(page, "2.11.2026")
        assert LedgerEntry.objects.get(person=person, verb="access.open_file").purpose == Purpose.INCAPACITY

    def test_says_when_nothing_was_reported(self, client, officer):
        assertContains(client.get(reverse("fund:incapacity", args=[insured(officer).pk])), "Nothing reported")


class TestOpening:
    def test_is_the_usual_day_until_the_fund_sets_one(self, client, officer):
        assertContains(client.get(reverse("fund:opening")), "the form opens on day 22 of each month")

        page = client.post(reverse("fund:opening"), {"day": "25"}, follow=True)

        assertContains(page, "The form opens on day 25 of each month.")

    def test_takes_an_exception_for_one_month(self, client, officer):
        typed = {"month": "2026-12-01", "opens_on_day": "15", "opens_on_month": "12", "opens_on_year": "2026"}

        page = client.post(reverse("fund:opening_exception"), typed, follow=True)

        assertContains(page, "15 December 2026")
        assert FormOpening.objects.get().fund == officer.organisation

    @pytest.mark.parametrize("day", ["", "0", "32", "many"])
    def test_says_which_days_there_are(self, client, officer, day):
        assertContains(client.post(reverse("fund:opening"), {"day": day}), "govuk-error-summary")

    def test_says_what_is_possible_and_keeps_what_was_typed(self, client, officer):
        typed = {"month": "2026-12-01", "opens_on_day": "15", "opens_on_month": "3", "opens_on_year": "2027"}

        page = client.post(reverse("fund:opening_exception"), typed)

        assertContains(page, "The form of a month opens between")
        assertContains(page, 'value="15"')

    def test_is_set_by_nobody_else(self, client):
        client.force_login(MembershipFactory().user)

        assert client.get(reverse("fund:opening")).status_code == 404
        assert client.post(reverse("fund:opening"), {"day": "1"}).status_code == 404


class TestHome:
    def test_of_an_officer_counts_her_day(self, client, officer):
        month_filed(insured(officer), **WORK)
        insured(officer)

        page = client.get(reverse("homes:home"))

        counts = page.context["duties"].month.counts
        assert (counts["to_check"], counts["papers"], counts["waiting"]) == (1, 1, 1)
        assertContains(page, "2 persons have not filed for August 2026; the time limit passes on")
        assertNotContains(page, "not built yet")

    def test_costs_the_same_for_one_person_and_for_ten(self, client, officer):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("homes:home"))
            return len(queries)

        month_filed(insured(officer))
        cost()
        cost_of_one = cost()
        for _number in range(9):
            month_filed(insured(officer))

        assert cost() == cost_of_one
