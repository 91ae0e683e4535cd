"""A security key alone says yes to a mandate, in Chromium with its own authenticator (ADR 63)."""

import pytest
from django.urls import reverse

from tandem.foundation import clock
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.mandates.tests.factories import a_person, proposed
from tests.journeys.keys import keep_a_key

pytestmark = pytest.mark.django_db(transaction=True)


def confirm_password(phone):
    phone.page.locator("input[type=password]").fill(PASSWORD)
    phone.page.locator("main form button[type=submit]").first.click()


def test_a_key_alone_grants_a_mandate(phone_of):
    person = a_person(language="en")
    person.user.set_password(PASSWORD)
    person.user.save()
    mandate = proposed(person, now=clock.now())
    phone = phone_of(person.user)
    keep_a_key(phone.page)
    phone.page.goto(reverse("factors:key"))
    confirm_password(phone)
    phone.page.get_by_label("Name of the key").fill("Blue key")
    phone.page.get_by_role("button", name="Add the key").click()
    phone.page.get_by_role("link", name="Blue key").wait_for()

    phone.open("mandates:decide", mandate.pk)
    phone.page.locator("form[data-key=get] button").click()
    phone.page.get_by_role("heading", name="Your mandate is granted").wait_for()

    phone.look()
    mandate.refresh_from_db()
    assert mandate.state == "granted"
    assert mandate.steps.filter(event="consent").exists()
