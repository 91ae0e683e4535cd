"""What the pages of a session say."""

import dataclasses
import datetime
from typing import Any
from urllib.parse import urlsplit

import segno
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from tandem.assistance.sessions import rules
from tandem.assistance.sessions.enums import MarkKind
from tandem.assistance.sessions.models import AssistedSession, Mark
from tandem.eservices.efforts.selectors import efforts_of_month
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.procedures.selectors import Sheet, compose, file_of_draft, procedure_for
from tandem.foundation.authorship import Author
from tandem.foundation.clock import day_of, now
from tandem.foundation.months import MonthConverter, month_of, preceding
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.mandates.enums import AREAS
from tandem.identity.mandates.rules import area_of
from tandem.identity.mandates.selectors import people_helped

# What a page is about, by the name space of its address; forms say it themselves.
_PAGES = {
    "efforts": Purpose.EFFORTS,
    "dossier": Purpose.DOSSIER,
    "ads": Purpose.SEARCH,
    "notifications": Purpose.MESSAGES,
    "deadlines": Purpose.APPOINTMENTS,
    "certificates": Purpose.MONTHLY_FORM,
}

# The lesson of a page that is no form of the engine; a step of a form names its own.
LESSONS = {
    "efforts": "note-an-application",
    "dossier": "add-a-document",
    "ads": "find-a-job",
    "notifications": "read-a-message",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One question as the helper sees it, with what he put beside it."""

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
    purpose = _PAGES.get(match.namespace)
    if match.namespace == "procedures":
        purpose = _purpose_of_form(request, match.kwargs)
    return [area_of(purpose).value] if purpose else []


def page_at(match: ResolverMatch) -> str:
    """A page that is no form of the engine, in a word, with its month where it has one: "efforts:2026-11"."""
    month = match.kwargs.get("month")
    return f"{match.namespace}:{month:%Y-%m}" if isinstance(month, datetime.date) else f"{match.namespace}:"


def place(request: HttpRequest, session: AssistedSession) -> dict[str, Any] | None:
    """Where the person is, for a page that is no form of the engine; her efforts with it, through the gate."""
    name, _colon, subject = session.at_page.partition(":")
    purpose = _PAGES.get(name)
    if purpose is None:
        return None
    found: dict[str, Any] = {"area": str(purpose.label), "efforts": None, "month": None, "name": name}
    if purpose is Purpose.EFFORTS:
        moment = now()
        month = MonthConverter().to_python(subject) if subject else month_of(day_of(moment))
        try:
            file = open_file(request.acting, session.person_id, purpose, now=moment)  # type: ignore[attr-defined]
        except Hidden:
            return found
        found |= {"month": month, "efforts": efforts_of_month(file, month)}
    return found


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


def watched(sheet: Sheet, step_key: str, marks: list[Mark]) -> dict[str, Any]:
    """The page of a form that the person has open: each question that applies, its answer, and the marks beside it."""
    keys = [step.key for step in sheet.steps]
    key = step_key if step_key in keys else keys[0]
    section = next(section for section in compose(sheet).sections if section.step == key)
    rows = [
        Watched(
            name=row.field,
            question=row.question,
            answer=row.answer,
            author=_author(sheet, row.field),
            points=any(_points_at(one, row.field) for one in marks),
            marks=[one for one in marks if one.field == row.field and one.kind != MarkKind.POINT],
        )
        for row in section.rows
    ]
    return {"title": section.title, "rows": rows, "number": keys.index(key) + 1, "steps": len(keys), "step": key}


def _points_at(mark: Mark, field: str) -> bool:
    return mark.kind == MarkKind.POINT and mark.closed_at is None and mark.field == field


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
                    "title": str(procedure.title),
                    "subject": subject,
                    "url": reverse("procedures:start_for", args=arguments),
                }
            )
    return found
