import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.authorities.fund.models import CheckedForm
from tandem.eservices.certificates.forms import CertificateForm
from tandem.eservices.certificates.services import send_certificate
from tandem.eservices.certificates.tests.factories import CertificateRequestFactory, stated
from tandem.eservices.declarations.models import AskedPaper, FormOpening
from tandem.eservices.declarations.monthly import KEY
from tandem.eservices.declarations.tests.factories import month_filed, reported
from tandem.eservices.declarations.tests.test_papers import handed_in
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.selectors import draft_of
from tandem.eservices.procedures.tests.factories import begun, filed, own_file
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

NOW = datetime.datetime(2026, 11, 5, 11, tzinfo=datetime.UTC)
OCTOBER = datetime.date(2026, 10, 1)
LIST = "/en/insured/"
WORK = {"worked": True, "employers": [{"employer": "Beck am Bach", "hours": Decimal(8), "gross": Decimal(240)}]}


@pytest.fixture(autouse=True)
def november(clock):
    """5 November 2026: the form of October is open until the end of January."""
    clock.freeze(NOW)


@pytest.fixture
def officer(client):
    membership = MembershipFactory(fund_officer=True, user__name="Olga Muster")
    client.force_login(membership.user)
    return membership


def insured(officer, **facts):
    return PersonFactory(with_account=True, fund=officer.organisation, **facts)


def certified(person, *, employer="Beck am Bach"):
    request = CertificateRequestFactory(person=person, month=OCTOBER, employer=employer)
    form = CertificateForm(stated(OCTOBER), month=OCTOBER)
    assert form.is_valid()
    send_certificate(VISITOR, request_id=request.pk, cleaned=form.cleaned_data, now=NOW)


def corrected(filing, *, reason="A mistake.", **answers):
    file = own_file(filing.person, now=NOW)
    draft = engine.start_correction(file, filing_id=filing.pk, reason=reason, now=NOW)
    seen = draft_of(acting_as(filing.person, now=NOW), draft.pk, now=NOW).revisions()
    engine.save_answers(file, draft_id=draft.pk, values=answers, seen=seen, now=NOW)
    return filed(draft, now=NOW)


def person_receipt(person):
    return Filing.objects.get(person=person).receipt.number


def page_of(person, month=OCTOBER):
    return reverse("fund:form", args=[person.pk, month])


def names(page):
    return [line.person.family_name for line in page.context["found"].lines]


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


class TestPaper:
    def note(self, client, paper, **typed):
        return client.post(reverse("fund:paper", args=[paper.person_id, OCTOBER, paper.pk]), typed)

    def test_is_noted_as_here_and_missing_again(self, client, officer):
        month_filed(insured(officer), **WORK)
        paper = AskedPaper.objects.get()

        self.note(client, paper, is_here="yes")
        assert client.get(LIST).context["found"].lines[0].month.missing == 0

        self.note(client, paper)
        assert client.get(LIST).context["found"].lines[0].month.missing == 1

    def test_that_came_still_counts_after_a_correction(self, client, officer):
        person = insured(officer)
        first = month_filed(person, **WORK)
        self.note(client, AskedPaper.objects.get(), is_here="yes")
        kiosk = {"employer": "Kiosk", "hours": Decimal(2), "gross": Decimal(60)}
        corrected(first, employers=[*WORK["employers"], kiosk])

        papers = client.get(page_of(person)).context["papers"]

        assert [(paper.about, paper.is_here) for paper in papers] == [("Kiosk", False), ("Beck am Bach", True)]

    def test_is_not_noted_under_another_person(self, client, officer):
        month_filed(insured(officer), **WORK)
        paper, other = AskedPaper.objects.get(), insured(officer)

        answer = client.post(reverse("fund:paper", args=[other.pk, OCTOBER, paper.pk]), {"is_here": "yes"})

        assert answer.status_code == 404


class TestAskForPapers:
    def test_tells_the_person_and_shows_the_day(self, client, officer):
        person = insured(officer, email="mila@example.com")
        month_filed(person, **WORK)
        address = reverse("fund:ask_for_papers", args=[person.pk, OCTOBER])
        assertContains(client.get(address), "Beck am Bach")

        page = client.post(address, {"by_day": "20", "by_month": "11", "by_year": "2026"}, follow=True)

        assertRedirects(page, page_of(person))
        assertContains(page, "Asked for by 20.11.2026")

    def test_keeps_what_was_typed_and_says_why_not(self, client, officer):
        person = insured(officer)
        month_filed(person, **WORK)
        address = reverse("fund:ask_for_papers", args=[person.pk, OCTOBER])

        page = client.post(address, {"by_day": "6", "by_month": "11", "by_year": "2026"})

        assertContains(page, "at least five days to bring a paper")

    def test_says_that_nothing_is_missing(self, client, officer):
        person = insured(officer)
        month_filed(person)

        assertContains(client.get(reverse("fund:ask_for_papers", args=[person.pk, OCTOBER])), "Nothing is missing")


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


class TestNotThePaper:
    TYPED = {"reason": "The sheet is of September.", "by_day": "20", "by_month": "11", "by_year": "2026"}

    @pytest.fixture
    def person(self, officer):
        person = insured(officer)
        filing = month_filed(person, **WORK)
        handed_in(filing, document__title="Lohnblatt")
        return person

    @pytest.fixture
    def url(self, person):
        return reverse("fund:turn_down_paper", args=[person.pk, OCTOBER, AskedPaper.objects.get().pk])

    def test_is_said_from_the_form_and_read_by_the_person(self, client, person, url):
        assertContains(client.get(page_of(person)), url)
        assertContains(client.get(url), "Lohnblatt")

        page = client.post(url, self.TYPED, follow=True)

        assertContains(page, "Not the paper asked for")
        assertContains(page, "Asked for by 20.11.2026")
        assertNotContains(page, url)
        client.force_login(person.user)
        receipt = person_receipt(person)
        hers = client.get(reverse("procedures:filing", args=[receipt]))
        assertContains(hers, "The sheet is of September.")
        assertContains(hers, "20 November 2026")

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [({"reason": ""}, "Say why this is not the paper"), ({"by_day": "6"}, "at least five days")],
    )
    def test_keeps_what_was_typed_when_something_is_missing(self, client, url, change, sentence):
        page = client.post(url, {**self.TYPED, **change})

        assertContains(page, sentence)
        assertContains(page, 'value="11"')

    def test_is_hidden_from_another_fund_and_where_nothing_was_handed_in(self, client, officer, person, url):
        other = insured(officer)
        month_filed(other, **WORK)
        paper = AskedPaper.objects.get(person=other)
        assert client.get(reverse("fund:turn_down_paper", args=[other.pk, OCTOBER, paper.pk])).status_code == 404
        assert client.get(reverse("fund:turn_down_paper", args=[other.pk, OCTOBER, 10**6])).status_code == 404
        client.force_login(MembershipFactory(fund_officer=True).user)

        assert client.get(url).status_code == client.post(url, self.TYPED).status_code == 404
