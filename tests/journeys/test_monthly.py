"""The month's form and the notice of incapacity on a phone."""

import datetime

import pytest
from django.utils.translation import gettext

from tandem.eservices.certificates.tests.factories import stated
from tandem.eservices.declarations import incapacity, monthly
from tandem.eservices.declarations.models import Incapacity
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.selectors import answers_filed
from tandem.foundation import clock
from tandem.foundation.months import preceding
from tandem.identity.people.tests.factories import PersonFactory
from tests.journeys.plays import OFF, ON, played

pytestmark = pytest.mark.django_db(transaction=True)

MONTH = preceding(clock.today().replace(day=1))
SUBJECT = f"{MONTH:%Y-%m}"
BY = [("it", ON), ("fr", OFF)]


@pytest.fixture
def person(language):
    return PersonFactory(with_account=True, with_fund=True, with_counsellor=True, language=language)


@pytest.fixture
def phone(phone_of, person, javascript):
    return phone_of(person.user, javascript=javascript)


def no_to(phone, *fields):
    for field in fields:
        phone.choose(field, "no")
    phone.go_on()


class TestMonthlyForm:
    @played(monthly.KEY, by=BY)
    def test_is_filed_at_once_when_there_is_nothing_to_report(self, phone):
        phone.open("procedures:start", monthly.KEY, SUBJECT)
        phone.go_on(gettext("All of this is true for me"))
        # The first form asks for what each later one knows.
        phone.fill(workload="100")
        phone.go_on()
        phone.go_on()

        assert phone.says(Filing.objects.get().receipt.number)

    @played(monthly.KEY, incapacity.KEY, by=BY)
    def test_knows_what_the_employer_certified_and_the_illness_reported(self, phone, phone_of, person):
        ask_and_certify(phone, phone_of(javascript=phone.javascript))
        report_illness(phone)
        phone.open("procedures:start", monthly.KEY, SUBJECT)
        phone.go_on()
        assert phone.page.input_value("[name=employers-0-employer]") == "Beck am Bach"
        assert phone.page.input_value("[name=employers-0-gross]") == "243.95"
        phone.go_on(gettext("Add one more"))
        phone.fill(**{"employers-1-employer": "Gasthof Beispiel", "employers-1-hours": "6"})
        phone.go_on()
        assert phone.refuses(gettext("Gross wage of this month"))
        phone.fill(**{"employers-1-gross": "180"})
        phone.go_on()
        no_to(phone, "self_employed")
        no_to(phone, "in_measure")
        assert phone.page.is_checked("[name=incapable][value=yes]")
        phone.go_on()
        no_to(phone, "served")
        no_to(phone, "away")
        phone.choose("still_unemployed", "yes")
        phone.fill(workload="80")
        phone.go_on()
        no_to(phone, "other_benefits")
        no_to(phone, "changed")
        phone.bring_documents_later()
        assert phone.says("CHF 243.95")
        phone.go_on()

        answers = answers_filed(person.pk, key=monthly.KEY, subject=SUBJECT)
        assert [row["employer"] for row in answers["employers"]] == ["Beck am Bach", "Gasthof Beispiel"]
        assert [row["reason"] for row in answers["incapacities"]] == ["illness"]


def ask_and_certify(phone, company):
    """She asks with a sheet; whoever holds it certifies without an account."""
    phone.open("certificates:month", MONTH)
    phone.open("certificates:ask", MONTH)
    phone.fill(employer="Beck am Bach")
    phone.go_on()
    code = phone.page.locator(".receipt__number").inner_text()

    company.open("certificates:enter")
    if company.javascript:
        company.page.goto(f"{company.page.url}#{code}")
        company.page.reload()
    company.fill(code=code)
    company.go_on()
    company.go_on()
    assert company.page.locator(".govuk-error-summary a").count() >= 4
    for field, answer in stated(MONTH).items():
        if company.page.locator(f"input[type=radio][name={field}]").count():
            company.choose(field, answer)
        else:
            company.fill(**{field: answer})
    company.go_on()
    company.go_on()
    assert company.says(gettext("Receipt"))

    phone.open("certificates:month", MONTH)
    phone.follow("Beck am Bach")
    assert phone.says("243.95")


def report_illness(phone):
    phone.open("procedures:start", incapacity.KEY)
    phone.go_on()
    phone.choose("reason", "illness")
    phone.choose("is_over", "yes")
    phone.fill(incapable_from=MONTH, incapable_to=MONTH + datetime.timedelta(days=1), degree="100")
    phone.go_on()
    phone.bring_documents_later()
    phone.go_on()
    assert Incapacity.objects.get().from_day == MONTH
