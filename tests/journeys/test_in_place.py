"""What a helper makes ready in place of somebody, and her yes: on her screen, by SMS, on a signed sheet."""

import datetime

import pytest

from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.tests.factories import mandated, ready, with_list
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.foundation.sending.signals import sms_received
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import code_of
from tandem.identity.mandates.tests.factories import PHONE, a_person
from tandem.identity.organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)

PICTURE = b"\x89PNG\r\n\x1a\n" + b"a signature" * 9


@pytest.fixture
def person():
    return with_list(a_person())


@pytest.fixture
def helper():
    return acting_as_member(MembershipFactory(helper=True), now=clock.now())


@pytest.fixture
def his(phone_of, helper, javascript):
    return phone_of(User.objects.get(pk=helper.user_id), javascript=javascript)


@pytest.fixture
def asked(his, helper, person, declared):  # noqa: F811 - a fixture
    """The helper goes from the filled form over a reason to the question."""
    declared()
    now = clock.now()
    mandated(person, helper, now=now)
    draft = ready(person, helper, now=now, subject=f"{now:%Y-%m}")
    his.open("procedures:check", draft)
    his.follow("Send in place of the person")
    his.choose("reason", "no_device")
    his.go_on("Ask the person for her yes")
    assert "Waits for the person's yes" in his.reads()
    return Act.objects.get()


def test_yes_on_her_screen(asked, his, phone_of, person):
    hers = phone_of(person.user, javascript=his.javascript)
    hers.open("homes:home")
    hers.follow(f"has made something ready for you (no. {asked.pk})")
    assert "Beck am Bach" in hers.reads()
    hers.fill(code=code_of(1))
    hers.go_on("Yes, send exactly this")
    number = Filing.objects.get().receipt.number
    assert number in hers.reads()
    hers.open("procedures:filing", number)
    assert "in place of the person" in hers.reads()
    his.open("confirmations:one", asked.pk)
    assert "Confirmed and sent" in his.reads()


def test_not_like_this_in_her_words(asked, his, phone_of, person):
    hers = phone_of(person.user, javascript=his.javascript)
    hers.open("confirmations:decide", asked.pk)
    hers.follow("Not like this")
    hers.fill(words="I did not work on Friday.")
    hers.go_on("Do not send it")
    his.open("confirmations:one", asked.pk)
    assert "I did not work on Friday." in his.reads()
    assert not Filing.objects.exists()


def test_yes_by_sms(asked, his):
    his.go_on("Ask by SMS")
    sms_received.send(None, phone=PHONE, text="vielleicht", now=clock.now())
    his.open("confirmations:one", asked.pk)
    assert "Waits for the person's yes" in his.reads()
    sms_received.send(None, phone=PHONE, text="Ja" if asked.language == "de" else "Yes", now=clock.now())
    his.open("confirmations:one", asked.pk)
    assert "Confirmed and sent" in his.reads()
    assert Filing.objects.get().receipt.number in his.reads()


def test_yes_on_a_signed_sheet(asked, his):
    form = his.page.locator("form[action$='/sheet/']")
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    printed = his.page.request.post(
        f"{his.page.url}sheet/", form={"csrfmiddlewaretoken": token}, headers={"Referer": his.page.url}
    )
    assert printed.body().startswith(b"%PDF-")
    his.follow("Type in a signed sheet")
    his.fill(code=asked.paper_code, signed_on=datetime.date.today())  # noqa: DTZ011 - the browser's own day
    his.go_on("Take note of the signature")
    assert "Add a photo or a scan" in his.reads()
    his.fill(code=asked.paper_code, signed_on=datetime.date.today())  # noqa: DTZ011 - the browser's own day
    his.page.set_input_files("[name=scan]", {"name": "sheet.png", "mimeType": "image/png", "buffer": PICTURE})
    his.go_on("Take note of the signature")
    assert Filing.objects.get().receipt.number in his.reads()
