"""Until when a person has to file which form: what reminders and her calendar are told.

Only forms of a month with a last day: an event has none before it happens.
"""

import datetime
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.sheet import context_of
from tandem.eservices.procedures.types import Context, Procedure, Window
from tandem.facilities.deadlines.types import Deadline
from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.foundation.months import MonthConverter, month_of, preceding
from tandem.foundation.prepared import RowsAmong
from tandem.identity.access.enums import AuthorityKind
from tandem.identity.access.types import Acting, Authority, system
from tandem.identity.people.selectors import person_summary
from tandem.identity.people.types import Located

MONTHS_BACK = 3  # a right to a month lapses three months after it (LACI 20 al. 3)
ARTICLE = "LPGA 27 al. 1"  # whoever carries the insurance informs of rights and duties


def deadlines(people: Mapping[int, Located], now: datetime.datetime) -> Mapping[int, list[Deadline]]:
    """The forms of the last months, filed ones too.

    One query for all of these persons, and what the windows read, at once for all offices and funds among them: a
    window depends on the month and the place, never on somebody's answers.
    """
    wanted = list(_months(now))
    if not wanted:
        return {}
    filed = set(_FILED.among(people, since=min(subject for _procedure, subject in wanted)))
    windows = {
        (key, subject, place): window
        for (key, version), subjects in _by_procedure(wanted).items()
        for subject, place, window in _windows(registry.get(key, version), subjects, people, now)
    }
    found: dict[int, list[Deadline]] = {}
    for person_id, place in people.items():
        lines = []
        for procedure, subject in wanted:
            window = windows[procedure.key, subject, place]
            is_done = (person_id, procedure.key, subject) in filed
            lines.append(_deadline(procedure, subject, person_id, window, is_done=is_done))
        found[person_id] = [line for line in lines if line is not None]
    return found


# Months are written so that later ones come after earlier ones; what is of no month is in nobody's way.
_FILED = RowsAmong(
    lambda *, since, **whose: (
        Filing.objects.filter(**whose, withdrawal=None, subject__gte=since)
        .order_by("pk")
        .values_list("person_id", "key", "subject")
    ),
    "person_id",
    since="2000-01",
)


def neutral_title(subject: str) -> str:
    """What a stranger may read of a form, in the present language."""
    if month := _month(subject):
        return _("Form for %(month)s") % {"month": formatting.month_and_year(month)}
    return _("Form")


def full_name(procedure: Procedure, subject: str, *, by_others: bool = False) -> str:
    """What the form is called on her pages, or on those of whoever helps her, in the present language."""
    title, month = procedure.title_to(is_hers=not by_others), _month(subject)
    return f"{title} ({formatting.month_and_year(month)})" if month else str(title)


def _months(now: datetime.datetime) -> Iterator[tuple[Procedure, str]]:
    month = month_of(day_of(now))
    for _step in range(MONTHS_BACK + 1):
        for key in registry.keys_in_order():
            try:
                procedure = registry.valid_on(key, month)
            except LookupError:
                continue
            if procedure.subject is SubjectKind.MONTH:
                yield procedure, f"{month:%Y-%m}"
        month = preceding(month)


def window_at(
    procedure: Procedure,
    subject: str,
    person_id: int,
    place: Located,
    now: datetime.datetime,
    *,
    began_on: datetime.date | None = None,
) -> Window:
    """When a form may be filed, for jobs that go through many people: it depends on the place, never on answers."""
    return _window(procedure, _context(subject, person_id, place, now, began_on), {})


def _by_procedure(wanted: Iterable[tuple[Procedure, str]]) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for procedure, subject in wanted:
        found[procedure.key, procedure.version].append(subject)
    return found


def _windows(
    procedure: Procedure, subjects: Iterable[str], people: Mapping[int, Located], now: datetime.datetime
) -> Iterator[tuple[str, Located, Window]]:
    """One window for each subject and place; what sources know of many contexts is asked at once."""
    somebody = {place: person_id for person_id, place in people.items()}
    contexts = [
        (place, _context(subject, person_id, place, now))
        for place, person_id in somebody.items()
        for subject in subjects
    ]
    given = registry.known_of_many([context for _place, context in contexts], procedure.wanted_sources)
    for (place, context), known in zip(contexts, given, strict=True):
        yield context.subject, place, _window(procedure, context, known)


def _context(
    subject: str, person_id: int, place: Located, now: datetime.datetime, began_on: datetime.date | None = None
) -> Context:
    return Context(
        person_id=person_id,
        subject=subject,
        today=day_of(now),
        language=get_language() or "de",
        began_on=began_on,
        canton=place.canton,
        office_id=place.office_id,
        fund_id=place.fund_id,
    )


def _window(procedure: Procedure, context: Context, given: Mapping[str, Any]) -> Window:
    file = _own_reckoning(context.person_id, procedure)
    return procedure.window(registry.with_known(context, file, procedure.wanted_sources, given))


def _deadline(procedure: Procedure, subject: str, person_id: int, window: Window, *, is_done: bool) -> Deadline | None:
    """None for a form without a last day."""
    if window.due_on is None:
        return None
    return Deadline(
        key=procedure.key,
        subject=subject,
        title=functools.partial(neutral_title, subject),
        name=functools.partial(full_name, procedure, subject),
        name_by_others=functools.partial(full_name, procedure, subject, by_others=True),
        opens_on=window.opens_on or _first_of(subject),
        due_on=window.due_on,
        link=reverse("procedures:start", args=[procedure.key, subject]),
        is_done=is_done,
        late_allowed=window.late_allowed and (window.closes_on is None or window.closes_on > window.due_on),
        concerns=functools.partial(_concerns, procedure, subject, person_id),
        holds=functools.partial(_still_asked, procedure, subject, person_id),
    )


def _still_asked(procedure: Procedure, subject: str, person_id: int, now: datetime.datetime) -> bool:
    """Whether the form concerns her at all, and is not filed meanwhile."""
    filings = Filing.objects.filter(person_id=person_id, key=procedure.key, subject=subject, withdrawal=None)
    return not filings.exists() and _concerns(procedure, subject, person_id, now)


def _concerns(procedure: Procedure, subject: str, person_id: int, now: datetime.datetime) -> bool:
    if procedure.offered is None:
        return True
    file = _own_reckoning(person_id, procedure)
    return procedure.offered(context_of(file, procedure, person_summary(file), subject=subject, now=now))


def _own_reckoning(person_id: int, procedure: Procedure) -> Acting:
    """The platform counts days in her file: nobody looks, so no visit is noted."""
    return system(ARTICLE).concerning(person_id, Authority(AuthorityKind.LEGAL_DUTY, ARTICLE), procedure.purpose)


def _month(subject: str) -> datetime.date | None:
    try:
        return MonthConverter().to_python(subject)
    except ValueError:
        return None


def _first_of(subject: str) -> datetime.date:
    return MonthConverter().to_python(subject)
