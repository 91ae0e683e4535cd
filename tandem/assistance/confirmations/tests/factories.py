"""A form that a helper has made ready in place of a person, made by the verbs that make it in life."""

import datetime

from tandem.assistance.confirmations import services
from tandem.assistance.confirmations.enums import Outcome
from tandem.assistance.confirmations.kinds import FORM, PROOF
from tandem.assistance.confirmations.models import Act
from tandem.eservices.efforts.enums import Channel, Workload
from tandem.eservices.efforts.enums import Outcome as Result
from tandem.eservices.efforts.services import note_effort
from tandem.eservices.efforts.types import EffortFacts
from tandem.eservices.procedures.services import open_draft, save_answers
from tandem.eservices.procedures.tests.factories import ANSWERS, KEY, MARCH
from tandem.identity.access.enums import InPlaceReason, Purpose, Reach
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import Acting
from tandem.identity.factors.tests.factories import CodeListFactory, code_of
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.mandates.types import Terms

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
LATER = NOON + MINUTE


def terms(reach=Reach.SEND_WITH_CONFIRMATION):
    return Terms({Purpose.MONTHLY_FORM: reach, Purpose.EFFORTS: reach}, Duration.ONE_MONTH)


def mandated(person, helper, reach=Reach.SEND_WITH_CONFIRMATION, *, now=NOON):
    return granted(person, helper, terms(reach), now=now)


def ready(person, helper: Acting, *, now=NOON, answers=ANSWERS, subject=MARCH) -> int:
    """A form in which the helper has answered everything; returns the draft's number."""
    file = open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=now)
    draft = open_draft(file, key=KEY, subject=subject, now=now)
    save_answers(file, draft_id=draft.pk, values=answers, seen={}, now=now)
    return draft.pk


def asked(person, helper: Acting, *, draft_id=None, now=NOON, reason=InPlaceReason.NO_DEVICE) -> Act:
    """The same, and the person is asked."""
    subject = str(draft_id if draft_id is not None else ready(person, helper, now=now))
    return services.ask(helper, kind=FORM, subject=subject, person_id=person.pk, reason=reason, now=now)


def with_effort(person, helper: Acting, *, now=NOON):
    """One application of this month, noted in place of the person."""
    file = open_file(helper, person.pk, Purpose.EFFORTS, now=now)
    facts = EffortFacts(
        applied_on=now.date(),
        channels=(Channel.ELECTRONIC,),
        company="Beck am Bach",
        job_title="Verkäuferin",
        postal_code="1700",
        locality="Fribourg",
        email="jobs@example.com",
        assigned_by_office=False,
        workload=Workload.FULL_TIME,
        outcome=Result.PENDING,
    )
    return note_effort(file, facts=facts, now=now)


def asked_proof(person, helper: Acting, *, now=NOON) -> Act:
    return services.ask(
        helper,
        kind=PROOF,
        subject=f"{now:%Y-%m}",
        person_id=person.pk,
        reason=InPlaceReason.ILL,
        now=now,
    )


def own(person, *, now=LATER) -> Acting:
    return open_own_file(acting_as(person, now=now), Purpose.HELP, now=now)


def with_list(person):
    """The person's printed list of codes, her second factor."""
    CodeListFactory(user=person.user)
    return person


def says_yes(person, act: Act, *, code=1, typed="", now=LATER, late_reason="") -> Outcome:
    """On her own screen, with a line of her list."""
    return services.confirm(
        own(person, now=now),
        act_id=act.pk,
        seen=act.fingerprint,
        code=typed or code_of(code),
        late_reason=late_reason,
        now=now,
    )
