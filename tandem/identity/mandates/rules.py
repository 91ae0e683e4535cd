"""What a mandate may hold, how long it runs, and what counts as consent. No database, no clock.

Representation needs a mandate that says who, what and how far (LPGA/ATSG 37); it can be ended at any time (CO/OR 34
al. 1, CO/OR 404). The limits are the house's own, reasoned in docs/adr/0060.
"""

import calendar
import datetime
from collections.abc import Iterable, Mapping

from tandem.foundation.clock import ZURICH, day_of
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates.enums import AREAS, CONSENT_CHANNELS, Channel, Duration, Event, Flaw, State
from tandem.identity.mandates.types import Evidence, Question
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.rules import longest_grant, most_that_may_be_granted, works_for_a_structure

MONTHS = {Duration.ONE_MONTH: 1, Duration.SIX_MONTHS: 6, Duration.TWELVE_MONTHS: 12}

# The further a helper may go without the person, the sooner she is asked again.
LONGEST: Mapping[Reach, Duration] = {
    Reach.BE_PRESENT: Duration.TWELVE_MONTHS,
    Reach.READ: Duration.TWELVE_MONTHS,
    Reach.PREPARE: Duration.TWELVE_MONTHS,
    Reach.SEND_WITH_CONFIRMATION: Duration.SIX_MONTHS,
    Reach.SEND: Duration.SIX_MONTHS,
}
# Nobody employs a volunteer or a relative, insures her or notices a mistake: alone she sends for a month.
LONGEST_ALONE: Mapping[Reach, Duration] = {**LONGEST, Reach.SEND: Duration.ONE_MONTH}

# How long a question may be answered; a form is signed within that time.
ANSWER_WITHIN: Mapping[Channel, datetime.timedelta] = {
    Channel.SCREEN: datetime.timedelta(days=30),
    Channel.SMS: datetime.timedelta(days=3),
    Channel.PAPER: datetime.timedelta(days=14),
}
# A form that was signed in time may be on its way for so long.
POST_TAKES = datetime.timedelta(days=10)
# A proposal that nobody asks about, or a question on every channel that nobody answers, is forgotten after this.
LAPSES_AFTER = datetime.timedelta(days=30)
ASK_AGAIN_AFTER = datetime.timedelta(hours=24)
WARN_DAYS = (30, 7)

TRANSITIONS: Mapping[tuple[State, Event], State] = {
    (State.PROPOSED, Event.ASK): State.ASKED,
    (State.ASKED, Event.ASK): State.ASKED,
    (State.ASKED, Event.CONSENT): State.GRANTED,
    (State.ASKED, Event.REFUSE): State.REFUSED,
    (State.PROPOSED, Event.LAPSE): State.LAPSED,
    (State.ASKED, Event.LAPSE): State.LAPSED,
    (State.PROPOSED, Event.END): State.ENDED,
    (State.ASKED, Event.END): State.ENDED,
    (State.GRANTED, Event.END): State.ENDED,
    (State.GRANTED, Event.EXPIRE): State.EXPIRED,
}
# A tuple: the database's constraints are compared word for word, and a set has another order in each process.
FINAL = (State.ENDED, State.EXPIRED, State.LAPSED, State.REFUSED)


def after(state: State, event: Event, *, flaw: Flaw | None = None) -> State | None:
    """The state that follows, None where the event cannot happen. A consent with a flaw changes nothing."""
    if event is Event.CONSENT and flaw is not None:
        return None
    return TRANSITIONS.get((state, event))


def flaw_of(evidence: Evidence, question: Question | None) -> Flaw | None:
    """What keeps `evidence` from being a consent to `question`; None when it is one."""
    if question is None or evidence.channel not in CONSENT_CHANNELS or evidence.channel is not question.channel:
        return Flaw.NOT_ASKED
    if evidence.mandate_id != question.mandate_id:
        return Flaw.OTHER_MANDATE
    if evidence.text_hash != question.text_hash:
        return Flaw.OTHER_TEXT
    if not evidence.is_hers:
        return Flaw.NOT_PROVED
    return _flaw_in_time(evidence, question)


def _flaw_in_time(evidence: Evidence, question: Question) -> Flaw | None:
    """A screen and a phone answer in time; paper is signed in time, and may arrive a little later."""
    if evidence.received_at < question.asked_at:
        return Flaw.TOO_EARLY
    if evidence.signed_on is None:
        return Flaw.TOO_LATE if evidence.received_at >= question.answer_before else None
    if evidence.signed_on < day_of(question.asked_at):
        return Flaw.TOO_EARLY
    if evidence.signed_on > day_of(evidence.received_at):
        return Flaw.SIGNED_TOMORROW
    late = evidence.signed_on > day_of(question.answer_before)
    return Flaw.TOO_LATE if late or evidence.received_at >= question.answer_before + POST_TAKES else None


def ends_at(duration: Duration, starts_at: datetime.datetime) -> datetime.datetime:
    """The first moment at which the mandate no longer counts: a midnight in Switzerland, whatever the season.

    One visit ends with its day. Months end with the day of the same number, or the last of the month (CO/OR 77 al. 1
    ch. 3).
    """
    last_day = day_of(starts_at)
    if duration in MONTHS:
        last_day = _months_later(last_day, MONTHS[duration])
    midnight = datetime.datetime.combine(last_day + datetime.timedelta(days=1), datetime.time(), tzinfo=ZURICH)
    return midnight.astimezone(datetime.UTC)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def longest_for(kind: HelperKind, reaches: Iterable[Reach]) -> Duration:
    """The longest that a helper of this kind may hold these reaches: the widest decides."""
    by_reach = LONGEST if works_for_a_structure(kind) else LONGEST_ALONE
    by_kind = [duration for duration in Duration if MONTHS.get(duration, 0) <= longest_grant(kind)]
    return min(by_kind[-1], *(by_reach[reach] for reach in reaches), key=list(Duration).index)


def reaches_of(kind: HelperKind, area: Purpose, duration: Duration) -> list[Reach]:
    """The reaches that a helper of this kind may hold in an area for so long, the narrowest first."""
    most = most_that_may_be_granted(kind).get(area)
    order = list(Duration).index
    return [
        reach
        for reach in Reach
        if most is not None and most.includes(reach) and order(duration) <= order(longest_for(kind, [reach]))
    ]


def choices_up_to(duration: Duration) -> list[Duration]:
    order = list(Duration)
    return order[: order.index(duration) + 1]


def narrower(reach: Reach) -> Reach:
    """The next narrower reach, proposed when a mandate is renewed; the narrowest stays as it is."""
    order = list(Reach)
    return order[max(0, order.index(reach) - 1)]


def widest(reaches: Iterable[Reach]) -> Reach | None:
    return max(reaches, key=list(Reach).index, default=None)


# What a person has given away with another area: who helps with the monthly form reports an illness, too.
_WITHIN = {Purpose.INCAPACITY: Purpose.MONTHLY_FORM, Purpose.REGISTRATION: Purpose.CLAIM}


def area_of(purpose: Purpose) -> Purpose:
    """The area of a mandate that covers a purpose: itself, or the one that it belongs to."""
    return _WITHIN.get(purpose, purpose)


def reach_for(purpose: Purpose, reaches: Mapping[Purpose, Reach]) -> Reach | None:
    """How far the rows of a mandate (area -> reach) go for a purpose; None where they do not go at all.

    Name and contact may be read with any row that lets somebody read. To be present opens nothing by itself: the
    person opens, and the helper stands beside her.
    """
    if purpose is Purpose.PERSONAL_DATA:
        reads = [reach for reach in reaches.values() if reach.includes(Reach.READ)]
        return Reach.READ if reads else None
    area = area_of(purpose)
    reach = reaches.get(area) if area in AREAS else None
    return reach if reach is not None and reach.includes(Reach.READ) else None


def warnings_due(duration: Duration, ends: datetime.datetime, now: datetime.datetime) -> list[int]:
    """Which of the warnings (days before the end) have come due; none for a visit, and none once it is over.

    Counted in calendar days in Switzerland, so that a night with 23 or 25 hours moves nothing.
    """
    if duration is Duration.ONE_VISIT or now >= ends:
        return []
    days_left = (day_of(ends) - day_of(now)).days
    return [days for days in WARN_DAYS if days_left <= days]


def within_kind(reach: Reach, purpose: Purpose, kind: HelperKind) -> Reach | None:
    """`reach` cut down to the most that a helper of this kind may hold for the purpose; None where it is nothing."""
    if purpose is Purpose.PERSONAL_DATA:
        return reach
    most = most_that_may_be_granted(kind).get(area_of(purpose))
    if most is None:
        return None
    return min(reach, most, key=list(Reach).index)


# Where the office works in French or Italian; elsewhere in German (Cst./BV 70 al. 2). BE, FR, VS and GR have more than
# one official language: the person's own counts first there.
_FRENCH = frozenset({"GE", "VD", "NE", "JU", "FR", "VS"})


def official_language(language: Language, canton: str) -> Language:
    """The language of the text that counts: the person's own where it is official, or the one of her canton."""
    if language in (Language.DE, Language.FR, Language.IT):
        return language
    if canton in _FRENCH:
        return Language.FR
    return Language.IT if canton == "TI" else Language.DE
