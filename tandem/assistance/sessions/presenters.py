"""What the pages of a session say."""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import segno
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from tandem.assistance.sessions import places, rules, selectors
from tandem.assistance.sessions.enums import MarkKind
from tandem.assistance.sessions.models import AssistedSession, Mark
from tandem.assistance.sessions.types import Shown
from tandem.eservices.efforts.selectors import efforts_of_month
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.procedures.selectors import Sheet, compose, file_of_draft, procedure_for
from tandem.foundation.authorship import Author
from tandem.foundation.clock import day_of, now
from tandem.foundation.months import month_of, preceding
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.mandates.enums import AREAS
from tandem.identity.mandates.rules import area_of
from tandem.identity.mandates.selectors import people_helped

# The lesson of a page that is no form of the engine; a step of a form names its own.
LESSONS = {
    Purpose.EFFORTS: "note-an-application",
    Purpose.DOSSIER: "add-a-document",
    Purpose.SEARCH: "find-a-job",
    Purpose.MESSAGES: "read-a-message",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One question, or one field, as the helper sees it, with what he put beside it."""

    name: str
    question: str
    answer: str
    author: str
    points: bool
    marks: list[Mark]


def page_before(request: HttpRequest) -> str:
    """The address on this site from which the reader came; empty for none. The browser says it, to this site only."""
    before = urlsplit(request.headers.get("Referer", ""))
    here = before.netloc == request.get_host() and before.path != request.path
    return before.path if here else ""


def areas_of(request: HttpRequest, path: str) -> list[str]:
    """What the page at `path` is about, chosen beforehand; nothing for a page about nothing in particular."""
    try:
        match = resolve(path)
    except Resolver404:
        return []
    purpose = rules.purpose_of(match.namespace)
    if match.namespace == places.FORMS:
        purpose = _purpose_of_form(request, match.kwargs)
    return [area_of(purpose).value] if purpose else []


def areas_held(acting: Acting, person_id: int, *, now: datetime.datetime) -> list[str]:
    """What the helper's mandate of this person is about, chosen beforehand: he begins with two presses."""
    held = next((one.reaches for one in people_helped(acting, now=now) if one.person_id == person_id), {})
    return [area.value for area in AREAS if area in held]


def _purpose_of_form(request: HttpRequest, named: dict[str, Any]) -> Purpose | None:
    moment = now()
    try:
        if "draft_id" in named:
            return file_of_draft(request.acting, named["draft_id"], now=moment).purpose  # type: ignore[attr-defined]
        if "key" in named:
            return procedure_for(named["key"], named.get("subject", ""), moment).purpose
    except (Hidden, Refusal):
        pass
    return None


def picture_of(address: str) -> str:
    """A QR code as an address that an `<img>` takes."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=3, dark="#14212B", light="#fff")


def spelled(code: str) -> str:
    """ "123456" as it is read aloud: "123 456"."""
    return f"{code[:3]}\u00a0{code[3:]}"


def who(session: AssistedSession) -> dict[str, str]:
    """Both names, and in whose name the helper comes."""
    return {
        "person": session.person.name,
        "helper": session.helper.name if session.helper else "",
        "structure": session.organisation.name if session.organisation else "",
    }


def area_labels(session: AssistedSession) -> list[str]:
    """What it is about, as the reader reads it."""
    return [str(Purpose(area).label) for area in session.areas]


def watched(request: HttpRequest, session: AssistedSession, shown: Shown) -> dict[str, Any]:
    """The page that the person has open: its fields with what he put beside them, and how he gets to the same."""
    marks = selectors.marks_in(session)
    found = _of_form(shown.sheet, shown, marks) if shown.sheet else _of_page(request, session, shown, marks)
    said = [one for one in marks if (one.page, one.field) == (shown.page, "")]
    return {"page": shown.page, "said": said, "month": None, "efforts": [], "looks_at": "", **found}


def _step(sheet: Sheet, page: str) -> str:
    """Which page of a form it is; empty for the last look, where all stands together."""
    return next((one.key for one in sheet.steps if places.step_of(sheet.draft.pk, one.key) == page), "")


def _of_form(sheet: Sheet, shown: Shown, marks: Sequence[Mark]) -> dict[str, Any]:
    step = _step(sheet, shown.page)
    sections = [section for section in compose(sheet).sections if step in ("", section.step)]
    rows = [
        _row(shown, marks, row.field, row.question, answer=row.answer, author=_author(sheet, row.field))
        for section in sections
        for row in section.rows
    ]
    keys = [one.key for one in sheet.steps]
    return {
        "heading": sheet.procedure.title_to(is_hers=False),
        "title": sections[0].title if step else _("The last look"),
        "rows": rows,
        "number": keys.index(step) + 1 if step else 0,
        "steps": len(keys),
        "lesson": next((one.lesson for one in sheet.steps if one.key == step), ""),
        "types_at": reverse("procedures:step", args=[sheet.draft.pk, step or keys[-1]]),
    }


def _of_page(request: HttpRequest, session: AssistedSession, shown: Shown, marks: Sequence[Mark]) -> dict[str, Any]:
    known = shown.known
    same = places.seen_by_helper(request, session.person_id, session.at_page)
    return {
        "heading": shown.purpose.label,
        "title": known.title if known else "",
        "rows": [_row(shown, marks, name, str(label)) for name, label in known.fields.items()] if known else [],
        "number": 0,
        "lesson": LESSONS.get(shown.purpose, ""),
        # To fill in is for whose hands type, to read is for both.
        "types_at": same if known and known.fields and known.of_person else "",
        "looks_at": "" if known and known.fields and known.of_person else same,
        **(_efforts(request, session, shown) if shown.purpose is Purpose.EFFORTS else {}),
    }


def _efforts(request: HttpRequest, session: AssistedSession, shown: Shown) -> dict[str, Any]:
    """What is noted in the month that she looks at, else in this one; through the gate."""
    moment = now()
    match = places.match_of(shown.page)
    month = (match.kwargs.get("month") if match else None) or month_of(day_of(moment))
    try:
        file = open_file(request.acting, session.person_id, shown.purpose, now=moment)  # type: ignore[attr-defined]
    except Hidden:
        return {}
    return {"month": month, "efforts": efforts_of_month(file, month)}


def _row(
    shown: Shown, marks: Sequence[Mark], name: str, question: str, *, answer: str = "", author: str = ""
) -> Watched:
    here = [one for one in marks if (one.page, one.field) == (shown.fields[name], name)]
    return Watched(
        name=name,
        question=question,
        answer=answer,
        author=author,
        points=any(one.kind == MarkKind.POINT and one.closed_at is None for one in here),
        marks=[one for one in here if one.kind != MarkKind.POINT],
    )


def _author(sheet: Sheet, field: str) -> str:
    """Whose hand, as the shapes say it; empty where nobody has answered."""
    row = sheet.written.get(field)
    if row is None:
        return ""
    if row.presence in (Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS):
        return Author.TOGETHER.value
    return (Author.PERSON if row.capacity == Capacity.SELF else Author.HELPER).value


def forms_of(session: AssistedSession) -> list[dict[str, str]]:
    """The forms in the areas of a session, for whoever types on the helper's device: this month, the one before."""
    this = month_of(day_of(now()))
    months = [f"{month:%Y-%m}" for month in (preceding(this), this)]
    found = []
    for procedure in registry.everything():
        if procedure.on_paper_only or not rules.covers(session.areas, procedure.purpose):
            continue
        subjects = months if procedure.subject is SubjectKind.MONTH else [""]
        for subject in subjects:
            arguments = [session.person_id, procedure.key, *([subject] if subject else [])]
            found.append(
                {
                    "title": procedure.title_to(is_hers=False),
                    "subject": subject,
                    "url": reverse("procedures:start_for", args=arguments),
                }
            )
    if rules.covers(session.areas, Purpose.EFFORTS):
        found += [
            {
                "title": _("Job-search efforts"),
                "subject": f"{month:%Y-%m}",
                "url": reverse("efforts:of_month", args=[session.person_id, month]),
            }
            for month in (preceding(this), this)
        ]
    return found
