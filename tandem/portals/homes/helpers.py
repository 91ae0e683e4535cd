"""A helper's day: whom she helps, what is due for them, what waits for her; and for a manager, how the team stands.

Everything here holds for one person or fifty at the same number of queries, and shows of each person only what the
mandate lets the helper read. A list of names and due days opens no file (docs/adr/0011).
"""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from django.urls import reverse

from tandem.assistance.confirmations.selectors import asked_by
from tandem.assistance.helplog.selectors import absences, contested_notes
from tandem.assistance.helplog.types import AbsenceLine, ContestedNote
from tandem.assistance.second_look.selectors import asked_of
from tandem.assistance.second_look.types import AskedLine
from tandem.eservices.procedures import registry as forms
from tandem.facilities.deadlines.registry import deadlines
from tandem.facilities.deadlines.types import Deadline
from tandem.facilities.notifications.selectors import unread_by_person
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.mandates.selectors import mandates_held, people_helped
from tandem.identity.mandates.types import HelpedPerson, MandateCard
from tandem.identity.organisations.selectors import may_manage, organisation_for
from tandem.identity.own_data.selectors import closed_among
from tandem.identity.people.selectors import located

# Before its last day a mandate is worth talking about: the first warning goes out so many days before.
ENDS_SOON = datetime.timedelta(days=30)
# What falls due so soon is today's business, open already or not; what can still be made good, too.
AHEAD = datetime.timedelta(days=21)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something a person has to hand in. `link` is empty where the mandate does not let the helper prepare it."""

    name: str
    due_on: datetime.date
    is_late: bool
    is_today: bool
    link: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person of a helper. `unread` is None where the mandate does not reach her messages."""

    person_id: int
    name: str
    mandate_id: int
    last_day: datetime.date
    ends_soon: bool
    due: Sequence[DueLine]
    unread: int | None
    may_open: bool

    @property
    def first_due(self) -> datetime.date:
        return min((line.due_on for line in self.due), default=datetime.date.max)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnconfirmedLine:
    """Something made ready in place of a person that waits for her yes. `due_on` may be unknown or past."""

    act_id: int
    person: str
    asked_at: datetime.datetime
    due_on: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """A helper of the team: how many persons named her, and whether she is away. Nothing of any person."""

    name: str
    people: int
    away: AbsenceLine | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    lines: Sequence[TeamLine]
    # Mandates whose helpers are all away today: somebody has to be named in them.
    with_nobody: Sequence[MandateCard]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    people: Sequence[PersonLine]
    looks: Sequence[AskedLine]
    unconfirmed: Sequence[UnconfirmedLine]
    waiting: Sequence[MandateCard]
    contested: Sequence[ContestedNote]
    away: Sequence[AbsenceLine]
    stands_in: Sequence[AbsenceLine]
    team: Team | None
    late: int
    due: int
    ending: int
    unread: int
    works_for_a_structure: bool


def desk(acting: Acting, *, now: datetime.datetime) -> Desk:
    """A helper's home. Raises Hidden for whoever does not act as a helper."""
    today = day_of(now)
    helped = people_helped(acting, now=now)
    cards = mandates_held(acting, now=now)
    away = absences(acting, now=now) if acting.organisation_id else []
    people = sorted(_people(helped, now), key=lambda line: (line.first_due, line.name))
    return Desk(
        people=people,
        looks=asked_of(acting, now=now),
        unconfirmed=[
            UnconfirmedLine(act_id=act.pk, person=name, asked_at=act.asked_at, due_on=act.due_on)
            for act, name in asked_by(acting)
            if act.is_open
        ],
        waiting=[card for card in cards if card.is_open],
        contested=contested_notes(acting),
        away=away,
        stands_in=[one for one in away if one.stand_in_id == acting.user_id and one.has_begun],
        team=_team(acting, cards, away, now),
        late=sum(line.is_late for person in people for line in person.due),
        due=sum(today <= line.due_on <= today + AHEAD for person in people for line in person.due),
        ending=sum(person.ends_soon for person in people),
        unread=sum(person.unread or 0 for person in people),
        works_for_a_structure=acting.organisation_id is not None,
    )


def _people(helped: Sequence[HelpedPerson], now: datetime.datetime) -> list[PersonLine]:
    today = day_of(now)
    places = located(person.person_id for person in helped)
    closed = closed_among(places)
    known = deadlines({key: place for key, place in places.items() if key not in closed}, now=now)
    unread = unread_by_person(person.person_id for person in helped if person.may_read(Purpose.MESSAGES))
    return [
        PersonLine(
            person_id=person.person_id,
            name=person.name,
            mandate_id=person.mandate_id,
            last_day=person.last_day,
            ends_soon=person.last_day - today <= ENDS_SOON,
            due=_due(person, known.get(person.person_id, []), today),
            unread=unread.get(person.person_id, 0) if person.may_read(Purpose.MESSAGES) else None,
            may_open=any(reach.includes(Reach.READ) for reach in person.reaches.values()),
        )
        for person in helped
    ]


def _due(person: HelpedPerson, known: Sequence[Deadline], today: datetime.date) -> list[DueLine]:
    """What is open in the areas that she may read."""
    lines = []
    for deadline in known:
        purpose = _purpose(deadline)
        waits = not deadline.is_done and (deadline.late_allowed or deadline.due_on >= today)
        if purpose is None or not waits or not person.may_read(purpose) or not _is_now(deadline, today):
            continue
        lines.append(
            DueLine(
                name=(deadline.name_by_others or deadline.name)(),
                due_on=deadline.due_on,
                is_late=deadline.due_on < today,
                is_today=deadline.due_on == today,
                link=_link(person, deadline, purpose, today),
            )
        )
    return lines


def _is_now(deadline: Deadline, today: datetime.date) -> bool:
    return deadline.opens_on <= today or deadline.due_on <= today + AHEAD


def _purpose(deadline: Deadline) -> Purpose | None:
    """The area of the form behind a deadline; None for what is no form: nobody's mandate reaches it."""
    try:
        return forms.valid_on(deadline.key, deadline.opens_on).purpose
    except LookupError:
        return None


def _link(person: HelpedPerson, deadline: Deadline, purpose: Purpose, today: datetime.date) -> str:
    reach = person.reaches[purpose]
    if deadline.opens_on > today or not reach.includes(Reach.PREPARE):
        return ""
    if purpose is Purpose.EFFORTS:
        # They are noted one by one: there is a list to send and no form to fill in.
        asks = reach.includes(Reach.SEND_WITH_CONFIRMATION)
        return reverse("confirmations:ask", args=[person.person_id, "efforts", deadline.subject]) if asks else ""
    return reverse("procedures:start_for", args=[person.person_id, deadline.key, deadline.subject])


def _team(
    acting: Acting, cards: Sequence[MandateCard], away: Sequence[AbsenceLine], now: datetime.datetime
) -> Team | None:
    """None for whoever manages no structure."""
    if acting.organisation_id is None:
        return None
    structure = organisation_for(acting, acting.organisation_id, now=now)
    if not may_manage(acting, structure, now=now):
        return None
    running = [card for card in cards if card.is_running]
    names: Mapping[int, str] = {helper.user_id: helper.name for card in running for helper in card.helpers}
    people = Counter(helper.user_id for card in running for helper in card.helpers)
    gone = {line.helper_id: line for line in away if line.has_begun}
    return Team(
        lines=[
            TeamLine(name=names[user_id], people=people[user_id], away=gone.get(user_id))
            for user_id in sorted(names, key=lambda user_id: (names[user_id], user_id))
        ],
        with_nobody=[card for card in running if all(helper.user_id in gone for helper in card.helpers)],
    )
