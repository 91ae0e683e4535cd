"""All that somebody reads before she files, word for word: what is shown, hashed and archived is one thing."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tandem.eservices.procedures import reading
from tandem.eservices.procedures.sheet import Sheet
from tandem.eservices.procedures.types import DOCUMENTS, Paper, Row, Section
from tandem.facilities.receipts.rules import in_groups, payload_hash
from tandem.foundation import formatting
from tandem.identity.access.rules import citation


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An effect as it is read."""

    sentence: str
    figure: str
    formula: str
    article: str
    indicative: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The text of the last page. `seen` is its fingerprint: what was not on the page is never filed."""

    title: str
    sections: tuple[Section, ...]
    contradictions: tuple[str, ...]
    effects: tuple[Said, ...]
    window: str
    declaration: str
    seen: str

    def archived(self) -> dict[str, Any]:
        """The same as plain JSON, without who wrote what: this may be shown to whoever reads the filing."""
        return _plain(self)


def compose(sheet: Sheet) -> Review:
    """The last page in the present language."""
    procedure = sheet.procedure
    review = Review(
        title=str(procedure.title),
        sections=(*_sections(sheet), *(sheet.annex.sections if sheet.annex else ()), *_documents(sheet)),
        contradictions=tuple(str(found.message) for found in sheet.contradictions),
        effects=tuple(
            Said(
                sentence=str(effect.sentence),
                figure="" if effect.figure is None else formatting.money(effect.figure),
                formula=str(effect.formula),
                article=citation(effect.article, get_language() or "fr"),
                indicative=effect.indicative,
            )
            for effect in sheet.effects
        ),
        window=str(sheet.window.sentence),
        declaration=str(procedure.declaration),
        seen="",
    )
    fingerprint = payload_hash({"draft": sheet.draft.pk, "revisions": sheet.revisions(), "text": _plain(review)}).hex()
    return dataclasses.replace(review, seen=fingerprint)


def _sections(sheet: Sheet) -> tuple[Section, ...]:
    return tuple(
        Section(
            step=step.key,
            title=str(step.title),
            rows=tuple(
                Row(
                    field=name,
                    question=reading.question(name, step.fields[name]),
                    answer=reading.text(step.fields[name], sheet.as_entered.get(name)),
                )
                for name in sheet.asked(step)
            ),
        )
        for step in sheet.steps
    )


def _documents(sheet: Sheet) -> tuple[Section, ...]:
    """What the answers ask for and what there is of it, each file with its fingerprint."""
    if not sheet.papers:
        return ()
    rows = tuple(Row(question=str(paper.asked.sentence), answer=_paper(paper)) for paper in sheet.papers)
    return (Section(title=_("Documents"), rows=rows, step=DOCUMENTS),)


def _paper(paper: Paper) -> str:
    lines = [str(paper.standing.label)]
    for file in paper.files:
        pages = ngettext("%(number)d page", "%(number)d pages", file.pages) % {"number": file.pages}
        lines += [f"{file.title}, {pages}", f"SHA-256: {in_groups(file.sha256)}"]
    return "\n".join(lines)


def _plain(review: Review) -> dict[str, Any]:
    return {
        "language": get_language() or "de",
        "title": review.title,
        "sections": [
            {
                "title": section.title,
                "rows": [{"question": row.question, "answer": row.answer} for row in section.rows],
            }
            for section in review.sections
        ],
        "contradictions": list(review.contradictions),
        "effects": [dataclasses.asdict(effect) for effect in review.effects],
        "window": review.window,
        "declaration": review.declaration,
        "indicative": _("Indicative: the fund or the office decides."),
    }
