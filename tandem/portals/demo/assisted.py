"""One assisted month: mandates of several reaches, helpers of three kinds, what was noted, what waits."""

import datetime
import functools
import random

from tandem.assistance.confirmations.services import ask as ask_for_yes
from tandem.assistance.helplog.enums import Kind, Material, Place, Screen, Theme, Waited
from tandem.assistance.helplog.services import note, say_absence
from tandem.assistance.helplog.types import HelpFacts
from tandem.assistance.second_look.services import ask
from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.services import note_effort
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of, months_later
from tandem.identity.access.enums import Capacity, InPlaceReason, Presence, Purpose, Reach
from tandem.identity.access.services import open_file
from tandem.identity.access.types import OWN_RIGHT, Acting
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.services import ask_on_paper, name_helper, note_paper, propose_to_person
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.services import begin_helping
from tandem.portals.demo import people
from tandem.portals.demo.moments import Past, morning
from tandem.portals.demo.people import Persona

MONTHS_BACK = 4
TIMES_A_MONTH = 22
# What was asked about, with the screen that made it necessary; the first ones oftener.
ASKED = (
    (Theme.LOG_IN, Screen.LOG_IN),
    (Theme.LOG_IN, Screen.LOG_IN),
    (Theme.LOG_IN, Screen.FIRST_LOG_IN),
    (Theme.MONTHLY_FORM, Screen.MONTHLY_FORM),
    (Theme.MONTHLY_FORM, Screen.MONTHLY_FORM),
    (Theme.EFFORTS, Screen.NOTE_EFFORT),
    (Theme.UPLOAD, Screen.DOCUMENTS),
    (Theme.SEARCH, Screen.SEARCH),
    (Theme.READ_LETTER, None),
    (Theme.DEVICE, None),
)
LEVELS = (
    Presence.SECOND_LOOK,
    Presence.TOGETHER_OWN_HANDS,
    Presence.TOGETHER_OWN_HANDS,
    Presence.TOGETHER_HELPER_HANDS,
    Presence.IN_PLACE,
)


def months(
    past: Past,
    *,
    professional: Acting,
    colleague: Acting,
    volunteer_id: int,
    relative_id: int,
    nadine: Acting,
    selam: Acting,
) -> None:
    """What the desk of each helper shows, and what the guided tour walks through."""
    now = past.now
    began = morning(day_of(now) - datetime.timedelta(days=40))
    past.add(began, lambda: _first_mandates(professional, colleague, relative_id, began))
    _noted(past, professional, colleague, selam.file(), began)
    past.add(now, lambda: _away(colleague, professional, now))
    past.add(now, lambda: _yes_awaited(professional, selam.file(), now))
    soon = morning(day_of(now) - datetime.timedelta(days=26))
    may_read: list[tuple[Acting, int]] = []
    past.add(soon, lambda: may_read.append(_read_by_a_volunteer(volunteer_id, soon)))
    past.add(now, lambda: _look_asked(nadine, *may_read[0], now))


def _first_mandates(professional: Acting, colleague: Acting, relative_id: int, began: datetime.datetime) -> None:
    _signed(professional, people.HELPED, {Purpose.EFFORTS: Reach.PREPARE, Purpose.SEARCH: Reach.READ}, began)
    selam = people.JOBSEEKERS[1]
    sends = Reach.SEND_WITH_CONFIRMATION
    reaches = {Purpose.EFFORTS: sends, Purpose.MONTHLY_FORM: sends, Purpose.MESSAGES: Reach.READ}
    number = _signed(professional, selam, reaches, began)
    name_helper(professional, mandate_id=number, user_id=colleague.user_id or 0, now=began)
    relative = _alone(relative_id, HelperKind.RELATIVE, began)
    _signed(relative, selam, {Purpose.MONTHLY_FORM: Reach.PREPARE, Purpose.MESSAGES: Reach.READ}, began)


def _signed(
    helper: Acting,
    person: Persona,
    reaches: dict[Purpose, Reach],
    began: datetime.datetime,
    *,
    duration: Duration = Duration.SIX_MONTHS,
) -> int:
    """A mandate that the person signed on paper at the desk, on the same morning: its number."""
    assert person.birth_date  # noqa: S101 - a jobseeker has one
    mandate = propose_to_person(
        helper,
        person_number=person.person_number,
        birth_date=person.birth_date,
        terms=Terms(reaches, duration),
        now=began,
    )
    ask_on_paper(helper, mandate_id=mandate.pk, now=began)
    note_paper(helper, code=mandate.paper_code, signed_on=day_of(began), now=began)
    number: int = mandate.pk
    return number


def _alone(user_id: int, kind: HelperKind, began: datetime.datetime) -> Acting:
    begin_helping(Acting(capacity=Capacity.VISITOR, user_id=user_id), kind=kind, now=began)
    return Acting(capacity=Capacity.HELPER, user_id=user_id)


def _away(colleague: Acting, professional: Acting, now: datetime.datetime) -> None:
    """Bruno is on holiday next week; Mara stands in."""
    today = day_of(now)
    next_week = today + datetime.timedelta(days=7 - today.weekday())
    say_absence(
        professional,
        helper_id=colleague.user_id or 0,
        starts_on=next_week,
        last_day=next_week + datetime.timedelta(days=4),
        stand_in_id=professional.user_id,
        now=now,
    )


def _read_by_a_volunteer(volunteer_id: int, began: datetime.datetime) -> tuple[Acting, int]:
    """Nadine's mandate for Vreni, which ends within days: who holds it, and its number."""
    volunteer = _alone(volunteer_id, HelperKind.VOLUNTEER, began)
    read = {Purpose.EFFORTS: Reach.READ, Purpose.DOSSIER: Reach.READ}
    return volunteer, _signed(volunteer, people.JOBSEEKERS[0], read, began, duration=Duration.ONE_MONTH)


def _look_asked(nadine: Acting, volunteer: Acting, mandate_id: int, now: datetime.datetime) -> None:
    """Nadine wants to know whether the list of this month is right, once she has noted something."""
    herself = Acting(capacity=Capacity.SELF, user_id=nadine.user_id, person_id=nadine.person_id, authority=OWN_RIGHT)
    ask(
        herself,
        kind="proof",
        subject=f"{month_of(day_of(now)):%Y-%m}",
        helper=f"{mandate_id}-{volunteer.user_id}",
        wish="Ist das so verständlich?",
        language=Language.DE,
        now=now,
    )


def _yes_awaited(professional: Acting, selam_id: int, now: datetime.datetime) -> None:
    """Selam told Mara where she has applied; Mara made the list ready, and it waits for Selam's yes."""
    file = open_file(professional, selam_id, Purpose.EFFORTS, now=now)
    company, postal_code, locality = people.COMPANIES[4]
    facts = EffortFacts(
        applied_on=day_of(now),
        channels=(Channel.ELECTRONIC,),
        company=company,
        job_title="Cuisinière",
        postal_code=postal_code,
        locality=locality,
        email="jobs@example.com",
        assigned_by_office=False,
        workload=Workload.FULL_TIME,
        outcome=Outcome.PENDING,
    )
    note_effort(file, facts=facts, now=now)
    ask_for_yes(
        professional,
        kind="efforts",
        subject=f"{month_of(day_of(now)):%Y-%m}",
        person_id=selam_id,
        reason=InPlaceReason.NO_DEVICE,
        now=now,
    )


def _noted(past: Past, professional: Acting, colleague: Acting, selam_id: int, began: datetime.datetime) -> None:
    """Anonymous help and a workshop in each of the last months, and what Selam reads on her pages."""
    now = past.now
    chance = random.Random(20260102)  # noqa: S311 - the same demo every time
    this_month = month_of(day_of(now))
    for back in range(MONTHS_BACK, -1, -1):
        month = months_later(this_month, -back)
        for number in range(TIMES_A_MONTH):
            moment = morning(month.replace(day=1 + number))
            if moment > now:
                break
            theme, screen = chance.choice(ASKED)
            facts = HelpFacts(
                helped_on=day_of(moment),
                minutes=chance.choice((5, 15, 15, 30, 45)),
                theme=theme,
                level=chance.choice(LEVELS),
                place=chance.choice((Place.STRUCTURE, Place.STRUCTURE, Place.DISTANCE)),
                material=chance.choice((Material.COMPUTER, Material.PHONE)),
                waited=chance.choice((Waited.NOT, Waited.NOT, Waited.WEEK)),
                screen=screen,
            )
            helper = chance.choice((professional, colleague))
            past.add(moment, functools.partial(note, helper, facts=facts, now=moment))
        moment = morning(month.replace(day=12))
        workshop = HelpFacts(
            helped_on=day_of(moment), minutes=90, theme=Theme.DEVICE, level=None, kind=Kind.WORKSHOP, people=9
        )
        past.add(moment, functools.partial(note, professional, facts=workshop, now=moment))
    hers = ((30, Presence.TOGETHER_HELPER_HANDS), (16, Presence.TOGETHER_OWN_HANDS), (4, Presence.SECOND_LOOK))
    for days, level in hers:
        moment = max(began, morning(day_of(now) - datetime.timedelta(days=days)))
        facts = HelpFacts(helped_on=day_of(moment), minutes=15, theme=Theme.EFFORTS, level=level, person_id=selam_id)
        past.add(moment, functools.partial(note, professional, facts=facts, now=moment))
