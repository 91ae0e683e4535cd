"""A person's efforts as a file to keep: CSV, a workbook, JSON, paper. What goes out comes in again."""

import csv
import datetime
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.efforts import table
from tandem.eservices.efforts.models import facts_of
from tandem.eservices.efforts.presenters import effort_row
from tandem.eservices.efforts.types import ListedEffort
from tandem.foundation import formatting, paper

TEMPLATE = Path(__file__).parent / "paper" / "list.typ"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "pdf": "application/pdf",
}
# A spreadsheet runs a cell that begins so: what a company wrote into an ad must not run on a person's computer.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(efforts: Sequence[ListedEffort]) -> bytes:
    """UTF-8 with the mark and the semicolons that Excel expects in Switzerland."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_headings(), *([harmless(cell) for cell in _cells(one)] for one in efforts)])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(efforts: Sequence[ListedEffort]) -> bytes:
    """XLSX; every cell is text, so that nothing in it is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415 - only for who asks for a workbook

    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        sheet = book.add_worksheet(_("Efforts"))
        bold = book.add_format({"bold": True})
        for place, heading in enumerate(_headings()):
            sheet.write_string(0, place, heading, bold)
        for line, one in enumerate(efforts, start=1):
            for place, cell in enumerate(_cells(one)):
                sheet.write_string(line, place, harmless(cell))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.COLUMNS), 18)
    return out.getvalue()


def as_json(efforts: Sequence[ListedEffort]) -> bytes:
    """The code words and plain values, with what became of each afterwards."""
    found = [
        {
            **facts_of(one.effort),
            "receipt": one.receipt,
            "later_result": {
                "outcome": one.result.outcome,
                "interview": one.result.interview,
                "rejection_reason": one.result.rejection_reason,
                "noted_at": one.result.noted_at.isoformat(),
            }
            if one.result.noted_at
            else None,
        }
        for one in efforts
    ]
    return json.dumps({"efforts": found}, ensure_ascii=False, indent=2).encode()


def as_pdf(efforts: Sequence[ListedEffort], *, title: str, made_at: datetime.datetime) -> bytes:
    """A list on paper (PDF/UA-1), in the reader's language. It is no proof: that is what a receipt is for."""
    day = formatting.local_day(made_at)
    return paper.pdf(
        TEMPLATE,
        {
            "lang": get_language() or "de",
            "date": [day.year, day.month, day.day],
            "title": title,
            "note": _("Printed on %(day)s. This list is for yourself; what proves a filing is its receipt.")
            % {"day": formatting.long_date(day)},
            "efforts": [_printed(one) for one in efforts],
            "none": _("Nothing is noted."),
        },
        made_at=made_at,
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; an import takes the mark away again."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _headings() -> list[str]:
    return [str(label) for label in [*table.COLUMNS.values(), *table.EXTRA.values()]]


def _cells(one: ListedEffort) -> list[str]:
    facts: dict[str, Any] = facts_of(one.effort) | {
        "outcome": one.result.outcome,
        "interview": one.result.interview,
        "rejection_reason": one.result.rejection_reason,
    }
    return [*table.written(facts), one.receipt]


def _printed(one: ListedEffort) -> dict[str, Any]:
    row = effort_row(
        facts_of(one.effort) | {"outcome": one.result.outcome, "rejection_reason": one.result.rejection_reason}
    )
    facts = [
        (_("Day"), formatting.short_date(row["day"])),
        (_("How"), row["how"]),
        (_("Address"), row["address"]),
        (_("Contact"), row["reached"]),
        (_("Workload"), str(row["workload"])),
        (_("Result"), row["result"]),
        (_("Interview"), _("Yes") if one.result.interview else ""),
        (_("Receipt"), one.receipt),
    ]
    return {
        "heading": f"{row['company']}, {row['job_title']}",
        "facts": [(label, value) for label, value in facts if value],
    }
