"""A person about whom every kind of thing is kept, under names that stand nowhere else."""

import datetime

from tandem.assistance.autonomy import services as autonomy
from tandem.assistance.autonomy.enums import NextTime, Task
from tandem.assistance.confirmations.services import refuse
from tandem.assistance.confirmations.tests.factories import asked_proof, mandated, with_effort
from tandem.assistance.helplog.services import contest as contest_note
from tandem.assistance.helplog.services import note as note_help
from tandem.assistance.helplog.tests.factories import facts as help_facts
from tandem.assistance.second_look.models import Comment
from tandem.assistance.second_look.services import ask as ask_for_a_look
from tandem.assistance.sessions.enums import MarkKind
from tandem.assistance.sessions.models import Mark
from tandem.assistance.sessions.rules import LASTS, WAITS
from tandem.assistance.sessions.tests.factories import AssistedSessionFactory
from tandem.authorities.fund.models import CheckedForm
from tandem.eservices.declarations.tests.factories import AskedPaperFactory, month_filed
from tandem.eservices.dossier.enums import Recipient
from tandem.eservices.dossier.services import send
from tandem.eservices.efforts.enums import Channel, ExemptionKind, Outcome, Workload
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.selectors import efforts_of_month, fingerprint
from tandem.eservices.efforts.services import (
    agree_target,
    file_proof,
    note_effort,
    note_exemption,
    note_results,
    say_entry,
)
from tandem.eservices.efforts.types import EffortFacts, Entry, Result
from tandem.eservices.procedures.services import open_draft
from tandem.facilities.deadlines.enums import Step
from tandem.facilities.deadlines.models import CalendarEntry, Reminder
from tandem.facilities.deadlines.services import make_link
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.services import deliver, tell
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of, preceding
from tandem.identity.access.contests import contest_visit
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.access.types import Acting, system
from tandem.identity.activation.tests.factories import PriorEntryFactory
from tandem.identity.mandates.tests.factories import granted
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory

# What would say who she is, as patterns.
SECRETS = (r"Zyprienne", r"Quibblestone", r"zyprienne\.q", r"756[. ]?9217[. ]?0769[. ]?85", r"79 000 77 77|790007777")


def an_act_in_place(person: Person, helper: Acting, now: datetime.datetime) -> None:
    """Efforts that a helper noted, asked about and not confirmed: with her name in the text, and no from her."""
    mandated(person, helper, now=now)
    later = now + datetime.timedelta(seconds=2)
    with_effort(person, helper, now=later)
    act = asked_proof(person, helper, now=later)
    own = open_own_file(acting_as(person, now=now), Purpose.HELP, now=now)
    autonomy.answer(own, task=Task.UPLOAD, word=NextTime.YES, now=now)
    autonomy.share(own, task=Task.UPLOAD, mandate_id=act.mandate_id, now=now)
    refuse(own, act_id=act.pk, words=f"{person.name} did not apply there.", now=later)


def a_session(person: Person, helper: Acting, now: datetime.datetime) -> None:
    """A session that has run, in which the helper asked beside a question of a form; and a second look at the form."""
    own = open_own_file(acting_as(person, now=now), Purpose.INCAPACITY, now=now)
    draft = open_draft(own, key="declarations.incapacity", now=now)
    session = AssistedSessionFactory(
        person=person,
        helper_id=helper.user_id,
        opened_at=now,
        joined_at=now,
        waits_until=now + WAITS,
        started_at=now,
        presence_proved_at=now,
        active_at=now,
        ends_at=now + LASTS,
    )
    Mark.objects.create(
        session=session,
        page=f"forms/draft/{draft.pk}/step/spell/",
        field="first_day",
        kind=MarkKind.QUESTION,
        words=f"Was it so, {person.name}?",
        made_at=now,
    )
    look = ask_for_a_look(
        acting_as(person, now=now),
        kind="proof",
        subject=f"{month_of(clock.day_of(now)):%Y-%m}",
        helper="",
        wish=f"Is it right? {person.name}",
        language=Language.EN,
        now=now,
    )
    Comment.objects.create(look_id=look.look_id, mark="1", text=f"{person.name} did well.")


def whole_person() -> Person:
    """With account, channels, address; efforts, a proof with receipt, a visit, a contest, a mandate, an old entry."""
    first = not Person.objects.filter(avs_number="7569217076985").exists()
    person = PersonFactory(
        with_account=True,
        with_counsellor=True,
        with_fund=True,
        with_address=True,
        given_name="Zyprienne" if first else "Other",
        family_name="Quibblestone" if first else "Name",
        avs_number="7569217076985" if first else None,
        email="zyprienne.q@example.com" if first else "other@example.com",
        phone="+41 79 000 77 77" if first else "",
    )
    now = clock.now()
    today = clock.day_of(now)
    for purpose in (Purpose.EFFORTS, Purpose.PERSONAL_DATA):
        opened = open_file(acting_as_member(person.counsellor), person.pk, purpose, now=now)
        if purpose is Purpose.EFFORTS:
            agree_target(opened, number=8, valid_from=month_of(today), now=now)
    own = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    facts = EffortFacts(
        applied_on=today,
        channels=(Channel.ELECTRONIC,),
        company="Beck am Bach",
        job_title="Verkäuferin",
        postal_code="1700",
        locality="Fribourg",
        email="jobs@example.com",
        assigned_by_office=False,
        workload=Workload.FULL_TIME,
        outcome=Outcome.PENDING,
    )
    note_effort(own, facts=facts, now=now)
    file_proof(
        own,
        month=month_of(today),
        seen=fingerprint(efforts_of_month(own, month_of(today))),
        declaration="I confirm.",
        language=Language.EN,
        now=now,
    )
    note_effort(own, facts=facts, now=now + datetime.timedelta(seconds=1))
    filed_effort = Effort.objects.filter(person=person, proof__isnull=False).get()
    refused = Result(outcome=Outcome.REJECTED, interview=False, rejection_reason=f"{person.name} lives too far away")
    note_results(own, effort_ids=[filed_effort.pk], result=refused, now=now)
    say_entry(own, entry=Entry(duty_from=today, unemployed_from=today), now=now)
    office = open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=now)
    note_exemption(
        office, kind=ExemptionKind.OTHER, begins_on=today, ends_before=today + datetime.timedelta(days=1), now=now
    )
    helper = acting_as_member(MembershipFactory(helper=True), now=now)
    granted(person, helper, now=now)
    helped = note_help(helper, facts=help_facts(person_id=person.pk, helped_on=today), now=now)
    help_file = open_own_file(acting_as(person, now=now), Purpose.HELP, now=now)
    contest_note(help_file, note_id=helped.note_id or 0, words=f"I am {person.name}.", now=now)
    an_act_in_place(person, acting_as_member(MembershipFactory(helper=True), now=now), now)
    a_session(person, helper, now)
    autonomy.record(person.pk, Task.UPLOAD, Presence.ALONE, now, "documents.add 1")
    tell(
        system("LPGA 27 al. 1"),
        person_id=person.pk,
        kind="deadlines.received",
        facts={"title": "form", "name": f"form of {person.name}", "number": "ABCD-EFGH-JKMN-PQRS"},
        now=now,
    )
    message = Message.objects.get(person=person, about="")
    deliver(system("LPGA 27 al. 1"), message_id=message.pk, now=now)
    make_link(open_own_file(acting_as(person, now=now), Purpose.MESSAGES, now=now), now=now)
    Reminder.objects.create(person=person, key="efforts.proof", step=Step.OPENS, message=message)
    CalendarEntry.objects.create(person=person, key="efforts.proof", said="0" * 64, changed_at=now)
    paper = DocumentFactory(person=person, title=f"CV of {person.name}").versions.get()
    dossier = open_own_file(acting_as(person, now=now), Purpose.DOSSIER, now=now)
    send(dossier, version_ids=[paper.pk], recipients=set(Recipient), now=now)
    PriorEntryFactory(person=person, text=f"Known as {person.name}.")
    month = preceding(month_of(today))
    form = month_filed(person, month=month, now=now)
    CheckedForm.objects.create(person=person, filing=form, checked_at=now, checked_by=person.user)
    AskedPaperFactory(filing=form)
    looked = open_own_file(acting_as(person, now=now), Purpose.WHO_LOOKED, now=now)
    entry = LedgerEntry.objects.filter(person=person, verb="access.open_file").order_by("sequence").first()
    contest_visit(looked, entry_id=entry.pk, reason=f"I am {person.name}.", now=now)
    return person


def own_file(person: Person):
    now = clock.now()
    return open_own_file(acting_as(person, now=now), Purpose.PERSONAL_DATA, now=now)
