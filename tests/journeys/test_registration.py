"""A newcomer registers on a phone, from her account to the receipt."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse

from tandem.eservices.registration import procedure
from tandem.eservices.registration.enums import Asked
from tandem.eservices.registration.models import Registration
from tandem.foundation import clock
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.accounts.tests.mails import code_sent_to
from tandem.identity.organisations.tests.factories import MembershipFactory, ServiceAreaFactory
from tandem.reference.localities.tests.factories import load_places
from tests.journeys.plays import OFF, ON, played

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "nora@example.com"


def sign_up(phone, language):
    phone.open("account_signup")
    phone.fill(name="Nora Muster", email=ADDRESS, password1=PASSWORD, password_again=PASSWORD)
    phone.choose("language", language)
    phone.go_on()
    phone.fill(code=code_sent_to(ADDRESS))
    with phone.page.expect_navigation(wait_until="load"):
        phone.page.press("[name=code]", "Enter")
    phone.look()


def begin_her_file(phone):
    phone.open("people:begin")
    phone.go_on()
    assert phone.page.locator(".govuk-error-summary a").count() >= 4
    phone.fill(
        given_name="Nora",
        family_name="Muster",
        birth_date=datetime.date(1990, 5, 17),
        avs_number="756.1234.5678.97",
        street="Beispielweg 3",
        postal_code="3011",
        locality="Bern",
    )
    phone.go_on()
    assert not phone.page.locator(".govuk-error-summary").count(), phone.reads()


def fill_the_form(phone):
    today = clock.today()
    phone.page.select_option("[name=nationality]", "CH")
    phone.choose("civil_status", "single")
    phone.go_on()
    phone.choose("had_work", "yes")
    phone.fill(last_employer="Beck am Bach", last_job="Baker", last_day=today - datetime.timedelta(days=1))
    phone.choose("ended", "employer")
    phone.fill(notice_on=today - datetime.timedelta(days=60))
    phone.go_on()
    phone.fill(wanted_from=today, wanted_workload="80", wanted_jobs="Baker", wanted_places="Bern")
    phone.go_on()
    phone.choose("wants_benefit", "yes")
    phone.page.select_option("[name=fund]", "none")
    phone.go_on()
    phone.bring_documents_later()


@played(procedure.KEY, by=[("de", ON), ("it", OFF)])
def test_a_newcomer_is_known_to_her_office_and_has_a_receipt(phone_of, language, javascript):
    load_places()
    office = MembershipFactory().organisation
    ServiceAreaFactory(office=office, postal_code="3011")
    phone = phone_of(javascript=javascript)

    sign_up(phone, language)
    begin_her_file(phone)
    phone.open("procedures:start", procedure.KEY)
    phone.go_on()
    fill_the_form(phone)
    assert phone.says(office.name)
    assert phone.says(procedure.PAPERS[Asked.IDENTITY])
    phone.go_on()

    registration = Registration.objects.select_related("person", "filing__receipt").get()
    number = registration.filing.receipt.number
    assert phone.says(number)
    assert registration.office_id == office.pk
    assert registration.person.user == User.objects.get(email=ADDRESS)
    phone.open("procedures:all_filed")
    phone.follow(str(procedure.REGISTRATION.title))
    assert phone.says(number)
    phone.page.goto(reverse(settings.LOGIN_REDIRECT_URL))
    phone.look()
