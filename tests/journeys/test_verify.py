"""Whoever holds a receipt checks it without logging in: by its QR code, or by what stands on the paper."""

import pytest
from django.utils import translation

from tandem.facilities.receipts.selectors import check_address, shown
from tandem.facilities.receipts.tests.factories import issued
from tandem.foundation import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_scanned_code_is_checked_with_one_press(phone_of, live_server):
    receipt = issued(now=clock.now())
    phone = phone_of()

    with translation.override("fr"):
        phone.page.goto(check_address(live_server.url, shown(receipt)))
        phone.look()
        # The text never left the browser, and stands in its history no longer.
        phone.page.wait_for_function("!location.hash")
        assert phone.page.input_value("[name=text]") == receipt.text
        phone.page.keyboard.press("Enter")
        phone.page.locator(".receipt__number, .govuk-panel").first.wait_for()
        phone.look()
    assert receipt.number in phone.reads()
    assert receipt.person.family_name not in phone.page.content()


def test_without_javascript_the_paper_is_copied_by_hand(phone_of):
    receipt = issued(now=clock.now())
    phone = phone_of(javascript=False)

    with translation.override("de"):
        phone.open("receipts:verify")
    phone.fill(number=receipt.number, fingerprint=receipt.fingerprint[:16])
    phone.page.press("[name=fingerprint]", "Enter")
    phone.page.wait_for_load_state("load")
    assert receipt.number in phone.reads()
