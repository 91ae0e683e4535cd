"""Who looked, as a letter in large type, in the reader's language."""

import datetime
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation import formatting, paper
from tandem.foundation.authorship import Author
from tandem.identity.access import presenters, selectors
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting

TEMPLATE = Path(__file__).parent / "paper" / "who_looked.typ"
PERIOD = datetime.timedelta(days=365)


def who_looked(file: Acting, *, now: datetime.datetime) -> bytes:
    """The visits of the last twelve months as a PDF (PDF/UA-1)."""
    person_id = file.file(Purpose.WHO_LOOKED)
    since = now - PERIOD
    days = presenters.by_day(selectors.visits_since(file, since))
    today = formatting.local_day(now)
    address = selectors.names("address", [person_id]).get(person_id, "")
    words = {
        "lang": get_language() or "de",
        "date": [today.year, today.month, today.day],
        "address": address.splitlines(),
        "sent": formatting.long_date(today),
        "title": _("Who looked at your file"),
        "period": _("From %(start)s to %(end)s")
        % {"start": formatting.plain_date(since), "end": formatting.plain_date(now)},
        "none": "" if days else _("Nobody has looked in this time."),
        "days": [{"date": formatting.long_date(day.date), "visits": list(map(_visit, day.visits))} for day in days],
        "closing": _(
            "Is a visit wrong? Contest it on this page of your space, or tell your office. Nobody can change or "
            "remove a line, not even we."
        ),
    }
    return paper.pdf(TEMPLATE, words, made_at=now)


def _visit(visit: presenters.Visit) -> dict[str, object]:
    facts = [
        str(Author(visit.author).label),
        visit.behalf,
        _("Purpose: %(purpose)s") % {"purpose": visit.purpose},
        _("Basis: %(basis)s") % {"basis": visit.basis},
    ]
    if visit.contest is not None:
        facts.append(_("You contested: %(reason)s") % {"reason": visit.contest.reason})
        if visit.contest.is_answered:
            facts.append(_("Answer: %(answer)s") % {"answer": visit.contest.answer})
    return {
        "time": formatting.clock_time(visit.at),
        "sentences": visit.sentences,
        "facts": [fact for fact in facts if fact],
    }
