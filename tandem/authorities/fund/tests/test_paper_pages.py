from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.authorities.fund.tests.months import LIST, OCTOBER, WORK, corrected, insured, page_of, person_receipt
from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.declarations.tests.factories import month_filed
from tandem.eservices.declarations.tests.test_papers import handed_in
from tandem.identity.organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("november")


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
