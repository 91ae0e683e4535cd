"""What the pages and papers of the help log say."""

import csv
import io
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tandem.assistance.helplog.enums import Kind, Material, Place, Screen, Source, Theme, Waited
from tandem.assistance.helplog.rules import SMALL
from tandem.assistance.helplog.types import Report, Row
from tandem.foundation import formatting, paper
from tandem.identity.access.enums import Presence

TEMPLATE = Path(__file__).parent / "paper" / "report.typ"

TITLES: dict[str, str | Promise] = {
    "theme": gettext_lazy("What it was about"),
    "level": gettext_lazy("How far they did it themselves"),
    "kind": gettext_lazy("One person or a group"),
    "place": gettext_lazy("Where"),
    "material": gettext_lazy("With what"),
    "waited": gettext_lazy("How long they waited"),
    "screen": gettext_lazy("Which screen of Tandem made help necessary"),
    "source": gettext_lazy("How it came into the log"),
    "stand_in": gettext_lazy("By a stand-in"),
}
_WORDS: dict[str, dict[str, str | Promise]] = {
    "theme": {one.value: one.label for one in Theme},
    "level": {**{one.value: one.label for one in Presence}, "": gettext_lazy("Not asked in a workshop")},
    "kind": {one.value: one.label for one in Kind},
    "place": {one.value: one.label for one in Place},
    "material": {one.value: one.label for one in Material},
    "waited": {one.value: one.label for one in Waited},
    "screen": {**{one.value: one.label for one in Screen}, "": gettext_lazy("None of them")},
    "source": {one.value: one.label for one in Source},
    "stand_in": {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")},
}


def report(found: Report) -> dict[str, Any]:
    """The report in the reader's language: what has something to say, in words and numbers."""
    return {
        "month": formatting.month_and_year(found.month),
        "structure": found.structure,
        "total": _cells(_("All help"), found.total),
        "is_empty": found.total.helps == 0 and found.looks.helps == 0,
        "is_hidden": found.total.is_hidden,
        "hidden_sentence": _hidden_sentence(found),
        "looks_sentence": _looks_sentence(found.looks),
        "tables": [
            {
                "title": str(TITLES[table.name]),
                "rows": [_cells(str(_WORDS[table.name][row.key]), row) for row in table.rows if row.helps != 0],
            }
            for table in found.tables
        ],
    }


def as_csv(found: Report) -> bytes:
    """UTF-8 with the mark and the semicolons that Excel expects in Switzerland; a line for each row of each table."""
    said = report(found)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Table"), _("Row"), *_columns()])
    writer.writerow([_("All help"), said["month"], *_numbers(said["total"])])
    for table in said["tables"]:
        writer.writerows([table["title"], row["label"], *_numbers(row)] for row in table["rows"])
    if said["looks_sentence"]:
        writer.writerow([said["looks_sentence"]])
    if said["hidden_sentence"]:
        writer.writerow([said["hidden_sentence"]])
    return out.getvalue().encode("utf-8-sig")


def as_pdf(found: Report, *, made_at: Any) -> bytes:
    """The same on paper (PDF/UA-1): what a service contract asks for each month."""
    said = report(found)
    day = formatting.local_day(made_at)
    return paper.pdf(
        TEMPLATE,
        {
            "lang": get_language() or "de",
            "date": [day.year, day.month, day.day],
            "title": _("Digital help in %(month)s") % {"month": said["month"]},
            "structure": said["structure"],
            "made": _("Made on %(day)s from the help log. Nobody had to type it again.")
            % {"day": formatting.long_date(made_at)},
            "columns": ["", *_columns()],
            "total": [said["total"]["label"], *_numbers(said["total"])],
            "tables": [
                {"title": table["title"], "rows": [[row["label"], *_numbers(row)] for row in table["rows"]]}
                for table in said["tables"]
                if table["rows"]
            ],
            "note": said["hidden_sentence"],
            "looks": said["looks_sentence"],
            "people": _("People are counted once in a month, in each line. Whoever has no mandate counts each time."),
        },
        made_at=made_at,
    )


def _columns() -> list[str]:
    return [_("Times helped"), _("People"), _("Minutes")]


def _cells(label: str, row: Row) -> dict[str, Any]:
    numbers = {"helps": row.helps, "people": row.people, "minutes": row.minutes}
    shown = {key: _("hidden") if value is None else formatting.number(value) for key, value in numbers.items()}
    return {"label": label, "is_hidden": row.is_hidden, **shown}


def _numbers(row: dict[str, Any]) -> list[str]:
    return [row["helps"], row["people"], row["minutes"]]


def _looks_sentence(looks: Row) -> str:
    """Second looks stand beside help, never in it: nobody was helped to do anything."""
    if looks.helps == 0:
        return ""
    if looks.helps is None or looks.people is None:
        return _("Second looks, counted apart from help: fewer than %(number)s people.") % {"number": SMALL}
    return _("Second looks, counted apart from help: %(looks)s, for %(people)s people.") % {
        "looks": formatting.number(looks.helps),
        "people": formatting.number(looks.people),
    }


def _hidden_sentence(found: Report) -> str:
    if not found.hides_something:
        return ""
    return _("Hidden: fewer than %(number)s people, or a number from which such a one could be worked out.") % {
        "number": SMALL
    }
