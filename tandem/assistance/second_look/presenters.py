"""What the pages of a second look say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from tandem.assistance.second_look.enums import State, Verdict, Way
from tandem.assistance.second_look.types import LookView
from tandem.eservices.dossier.types import PAPER
from tandem.eservices.efforts.types import PROOF
from tandem.eservices.procedures.types import FORM
from tandem.foundation.months import MonthConverter

if TYPE_CHECKING:
    from tandem.assistance.second_look.forms import AnswerForm

STATE_COLOURS = {
    State.WAITING: "grey",
    State.OPENED: "petrol",
    State.ANSWERED: "green",
    State.EXPIRED: "grey",
    State.TAKEN_BACK: "grey",
    State.SENT: "green",
}


def summary(look: LookView) -> dict[str, Any]:
    """One look in a list."""
    return {
        "look": look,
        "colour": STATE_COLOURS[look.state],
        "by_link": look.way is Way.LINK,
        "answered": look.verdict is not None,
        "is_right": look.verdict is Verdict.RIGHT,
    }


def parts(look: LookView) -> list[dict[str, Any]]:
    """The copy, each line with what was said about it."""
    said = {remark.mark: remark.text for remark in look.remarks}
    return [
        {"title": part.title, "lines": [{"line": line, "remark": said.get(line.mark, "")} for line in part.lines]}
        for part in look.copy.parts
    ]


def parts_to_answer(look: LookView, form: AnswerForm) -> list[dict[str, Any]]:
    """The copy, each line with its field for a remark; open where something is written already."""
    return [
        {
            "title": part.title,
            "lines": [
                {"line": line, "field": form[form.name_of(line.mark)], "is_open": form.is_written(line.mark)}
                for line in part.lines
            ],
        }
        for part in look.copy.parts
    ]


def pages(look: LookView) -> list[tuple[str, int]]:
    """Each page that would be sent: the version that it belongs to, and its number there."""
    return [(version, page) for version, number in look.copy.versions for page in range(1, number + 1)]


def go_on_url(look: LookView) -> str:
    """Where the person goes on with what she wants to send."""
    return _GO_ON[look.kind](look.subject)


_GO_ON: dict[str, Callable[[str], str]] = {
    FORM: lambda subject: reverse("procedures:check", args=[int(subject)]),
    PROOF: lambda subject: reverse("efforts:file", args=[MonthConverter().to_python(subject)]),
    PAPER: lambda _subject: reverse("dossier:index"),
}
