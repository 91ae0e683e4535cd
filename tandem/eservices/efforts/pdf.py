"""A filed proof with its receipt, on paper, in the reader's language. A filing gives the same sheet for ever."""

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.efforts.presenters import filed_rows
from tandem.eservices.efforts.types import FiledProof
from tandem.facilities.receipts.selectors import on_paper
from tandem.foundation import formatting, paper

TEMPLATE = Path(__file__).parent / "paper" / "proof.typ"


def proof(filed: FiledProof, site: str) -> bytes:
    """The PDF (PDF/UA-1). What was filed stands as it was filed, the declaration in the language it was read in.

    `site` is the address under which the receipt can be checked.
    """
    return paper.pdf(TEMPLATE, _words(filed, site), made_at=filed.filed_at)


def _words(filed: FiledProof, site: str) -> dict[str, Any]:
    person = filed.payload["person"]
    facts = [
        (_("Name"), f"{person['given_name']} {person['family_name']}"),
        (_("AVS number"), person["avs_number"]),
        (_("Person number"), person["person_number"]),
        (_("Month"), formatting.month_and_year(filed.month)),
        (_("Number agreed or usual"), str(filed.payload["target"]["number"])),
        (_("Supplement to receipt"), filed.payload["supplements"]),
        (_("Reason for filing late"), filed.payload["late_reason"]),
    ]
    day = formatting.local_day(filed.filed_at)
    return {
        "lang": get_language() or "de",
        "date": [day.year, day.month, day.day],
        "title": _("Proof of job-search efforts, %(month)s") % {"month": formatting.month_and_year(filed.month)},
        "receipt": on_paper(
            filed.receipt,
            filed.payload,
            site=site,
            facts=_present(
                [
                    (_("Due date"), formatting.long_date(filed.due_on)),
                    (_("Late"), _("Yes, after the due date") if filed.is_late else ""),
                    (
                        _("Transmitted"),
                        _("By the platform, as it was noted when the month fell due") if filed.automatic else "",
                    ),
                ]
            ),
        ),
        "facts": _present(facts),
        "efforts_title": _("Efforts"),
        "efforts": [_effort(row) for row in filed_rows(filed)],
        "declaration": filed.payload["declaration"],
        "next": _("Keep this sheet. It proves what your office received from you, and when."),
    }


def _effort(row: dict[str, Any]) -> dict[str, Any]:
    facts = [
        (_("Day"), formatting.short_date(row["day"])),
        (_("How"), row["how"]),
        (_("Address"), row["address"]),
        (_("Contact"), row["reached"]),
        (_("Workload"), str(row["workload"])),
        (_("Assigned by the office"), _("Yes") if row["assigned_by_office"] else _("No")),
        (_("Result"), row["result"]),
        (_("Interview"), _("Yes") if row["interview"] else ""),
    ]
    return {"heading": f"{row['company']}, {row['job_title']}", "facts": _present(facts)}


def _present(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in facts if value]
