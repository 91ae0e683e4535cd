"""Side by side at the helper's screen: her key, her printed code, her yes to what waits; a picture to join by."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.tests.factories import asked, mandated, ready, with_list
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.presenters import picture_of
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.tests.factories import answered, declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.factors.tests.factories import code_of, with_app
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.presence_codes.tests.factories import printed
from tests.journeys.keys import keep_a_key

pytestmark = pytest.mark.django_db(transaction=True)
PRESENT = Terms({Purpose.MONTHLY_FORM: Reach.BE_PRESENT}, Duration.ONE_MONTH)


@pytest.fixture
def helper():
    acting = a_helper()
    with_app(User.objects.get(pk=acting.user_id))
    return acting


@pytest.fixture
def his_user(helper) -> User:
    return User.objects.get(pk=helper.user_id)


def begin(his, person) -> None:
    his.open("sessions:beside", person.pk)
    his.choose("areas", "monthly_form")
    his.go_on("Go on")


def test_her_key_proves_that_she_is_there_and_signs(phone_of, his_user, helper, declared):  # noqa: F811 - a fixture
    """The key is hers, the browser his: a key alone is enough, and no code is asked for."""
    declared()
    person = a_person(language="en")
    person.user.set_password(PASSWORD)
    person.user.save()
    granted(person, helper, PRESENT, now=clock.now())
    phone = phone_of(person.user)
    keep_a_key(phone.page)
    phone.page.goto(reverse("factors:key"))
    phone.page.locator("input[type=password]").fill(PASSWORD)
    phone.page.locator("main form button[type=submit]").first.click()
    phone.page.get_by_label("Name of the key").fill("Blue key")
    phone.page.get_by_role("button", name="Add the key").click()
    phone.page.get_by_role("link", name="Blue key").wait_for()

    phone.log_in(his_user)
    begin(phone, person)
    assert phone.page.locator("[name=code]").count() == 0
    phone.page.get_by_role("button", name="I am here: use my key").click()

    expect(phone.page.locator(".session-banner")).to_contain_text(f"{person.name} types.")
    assert AssistedSession.objects.get(person=person).started_at is not None

    draft = answered(person, subject=f"{clock.now():%Y-%m}", now=clock.now())
    phone.open("procedures:check", draft.pk)
    phone.page.get_by_role("button", name="Sign and file").click()
    expect(phone.page.locator("main")).to_contain_text("Together, own hands")


def test_what_waits_is_confirmed_at_a_visit(phone_of, his_user, helper, declared):  # noqa: F811 - a fixture
    """He finds it on his desk; she reads it on his screen and says yes with a code of hers."""
    declared()
    now = clock.now()
    person = with_list(a_person())
    mandated(person, helper, now=now)
    asked(person, helper, draft_id=ready(person, helper, now=now, subject=f"{now:%Y-%m}"), now=now)
    his = phone_of(his_user, javascript=False)

    his.open("homes:home")
    his.follow(person.name)
    his.follow("She sits with me: read it together")
    his.follow("Begin the session beside her")
    his.choose("areas", "monthly_form")
    his.go_on("Go on")
    assert "Code no. 1 of your printed list." in his.reads()
    his.fill(code=code_of(1))
    his.go_on("I am here")
    his.open("confirmations:together", Act.objects.get().pk)
    assert "Beck am Bach" in his.reads()
    his.fill(code=code_of(2))
    his.go_on("She says yes: send exactly this")

    assert "Confirmed and sent" in his.reads()
    assert Filing.objects.get(person=person).presence == Presence.IN_PLACE


def test_somebody_without_account_shows_a_printed_code(phone_of, his_user, helper, javascript):
    person = PersonFactory(with_counsellor=True, with_fund=True, phone="+41790000000")
    granted(person, helper, PRESENT, now=clock.now())
    codes = printed(person, now=clock.now())
    his = phone_of(his_user, javascript=javascript)
    begin(his, person)

    his.fill(code=codes[0])
    his.go_on("I am here")

    expect(his.page.locator(".session-banner")).to_contain_text(f"{person.name} types.")


def test_the_picture_leads_to_the_code(phone_of, his_user, live_server):
    """He takes a picture with his phone instead of typing."""
    person = a_person()
    hers, his = phone_of(person.user), phone_of(his_user, javascript=False)
    hers.open("sessions:start")
    hers.choose("areas", "monthly_form")
    hers.go_on("Beside me")
    code = AssistedSession.objects.get().code
    address = f"{live_server.url}{reverse('sessions:join')}?code={code}"
    assert hers.page.locator(".session-code__picture").get_attribute("src") == picture_of(address)

    his.page.goto(address)
    his.go_on("Ask to join")

    hers.open("sessions:waiting")
    assert his_user.name in hers.reads()
