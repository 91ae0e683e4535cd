"""A helper, her person and a mandate between them, made by the verbs that make them in life."""

import datetime

from django.test import Client

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import Acting, system
from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import code_of, with_app
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import Duration, ReadingLanguage
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.models import Organisation
from tandem.identity.organisations.tests.factories import HelperProfileFactory, MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

DAY = datetime.timedelta(days=1)
PLATFORM = system("LPGA 37 al. 1")
PHONE = "+41790000000"
PREPARE_EFFORTS = Terms({Purpose.EFFORTS: Reach.PREPARE, Purpose.SEARCH: Reach.READ}, Duration.SIX_MONTHS)


def a_person(**facts):
    """Somebody with a counsellor, a fund, an account and a phone."""
    facts = {"with_counsellor": True, "with_fund": True, "with_account": True, "phone": PHONE, **facts}
    return PersonFactory(**facts)


def a_helper(**facts) -> Acting:
    """A professional acting for her structure."""
    return acting_as_member(MembershipFactory(helper=True, **facts))


def a_relative(**facts) -> Acting:
    """Somebody who helps alone; `a_relative(volunteer=True)`."""
    profile = HelperProfileFactory(**facts)
    return Acting(capacity=Capacity.HELPER, user_id=profile.user_id)


def proposed(person=None, helper: Acting | None = None, terms: Terms = PREPARE_EFFORTS, *, now=NOON) -> Mandate:
    """A mandate that waits for the person's answer."""
    person = person or a_person()
    return services.propose_to_person(
        helper or a_helper(),
        person_number=person.person_number,
        birth_date=person.birth_date,
        terms=terms,
        now=now,
    )


def granted(person=None, helper: Acting | None = None, terms: Terms = PREPARE_EFFORTS, *, now=NOON) -> Mandate:
    """A mandate that the person has signed on paper, at this very moment."""
    helper = helper or a_helper()
    mandate = proposed(person, helper, terms, now=now)
    services.ask_on_paper(helper, mandate_id=mandate.pk, now=now)
    services.note_paper(helper, code=mandate.paper_code, signed_on=day_of(now), now=now)
    mandate.refresh_from_db()
    return mandate


def browser_of_helper(person, purpose: Purpose, reach: Reach, *, now: datetime.datetime) -> Client:
    """A browser in which a helper is logged in whose mandate of this person reaches so far in one area."""
    helper = a_helper()
    user = User.objects.get(pk=helper.user_id)
    with_app(user)
    granted(person, helper, Terms({purpose: reach}, Duration.ONE_MONTH), now=now)
    client = Client()
    client.force_login(user)
    return client


def own_file(person, *, now: datetime.datetime = NOON) -> Acting:
    return open_own_file(acting_as(person, now=now), Purpose.MANDATES, now=now)


def grant(person, mandate: Mandate, *, code: int = 1, typed: str = "", now: datetime.datetime = NOON) -> Mandate:
    """The person's own yes on her screen, with a line of her printed list, or with what she has `typed`."""
    return services.grant(
        own_file(person, now=now),
        mandate_id=mandate.pk,
        seen=mandate.texts.get(is_official=True).fingerprint,
        language=ReadingLanguage.EN,
        code=typed or code_of(code),
        now=now,
    )


def opens(helper: Acting, person, purpose: Purpose = Purpose.EFFORTS, now: datetime.datetime = NOON) -> Reach | None:
    """How far a helper gets into the person's file; None when it stays shut."""
    try:
        return open_file(helper, person.pk, purpose, now=now).authority.reach
    except Hidden:
        return None


def sent_to(recipient: str) -> list[Outgoing]:
    """What went to somebody, the oldest first: recipients are encrypted, so that no query finds them."""
    return [message for message in Outgoing.objects.order_by("pk") if message.recipient == recipient]


def structure_of(helper: Acting) -> Organisation:
    return Organisation.objects.get(pk=helper.organisation_id)
