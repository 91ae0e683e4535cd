"""What an employer stated as plain JSON: days as ISO text, money and hours as text, and in words for a page."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.eservices.certificates import rules
from tandem.eservices.certificates.enums import EndedBy, WageKind
from tandem.foundation import formatting


def payload_of(
    cleaned: Mapping[str, Any], *, month: datetime.date, employer: str, person: Mapping[str, str]
) -> dict[str, Any]:
    """`cleaned` is the valid form's data; `person` what the employer was told of whom it is about."""
    days = {f"{day:%Y-%m-%d}": _text(cleaned.get(f"day_{day.day}")) for day in rules.days_of(month)}
    facts = {name: _text(value) for name, value in cleaned.items() if not name.startswith("day_")}
    return {
        "form": "certificates.earnings 2026-01",
        "month": f"{month:%Y-%m}",
        "employer": employer,
        "person": dict(person),
        "hours_by_day": {day: hours for day, hours in days.items() if hours},
        "hours": _text(rules.hours_in_all(cleaned, month)),
        **facts,
    }


def lines(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value of all that was stated, in the reader's language; what was left empty does not stand there."""
    yes_no = {"yes": _("Yes"), "no": _("No")}
    rows = [
        (_("Employer"), payload["employer"]),
        (_("Work done"), payload["job_title"]),
        (_("Agreed hours a week"), _hours(payload["agreed_hours"])),
        (_("Usual hours a week"), _hours(payload["usual_hours"])),
        (_("How the wage is paid"), str(WageKind(payload["wage_kind"]).label)),
        (_("Agreed wage"), _money(payload["wage"])),
        (_("Days worked"), str(len(payload["hours_by_day"]))),
        (_("Hours worked"), _hours(payload["hours"])),
        (_("Gross wage"), _money(payload["gross"])),
        (_("Of which holiday pay"), _money(payload["holiday_pay"])),
        (_("Of which 13th month's wage"), _money(payload["thirteenth"])),
        (_("Of which supplements"), _money(payload["other_pay"])),
        (_("Insured with the occupational pension fund"), yes_no[payload["pension"]]),
        (_("More hours were offered and declined"), yes_no[payload["offered_more"]]),
        (_("The employment goes on"), yes_no[payload["goes_on"]]),
        (_("Last day"), _day(payload["ended_on"])),
        (_("How it ended"), str(EndedBy(payload["ended_by"]).label) if payload["ended_by"] else ""),
        (_("Reason"), payload["reason"]),
        (_("Stated by"), f"{payload['signed_by']}, {payload['function']}"),
        (_("Phone"), payload["phone"]),
    ]
    return [(label, value) for label, value in rows if value]


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, datetime.date) else str(value or "")


def _money(text: str) -> str:
    return formatting.money(Decimal(text)) if text else ""


def _hours(text: str) -> str:
    return formatting.number(Decimal(text), 2) if text else ""


def _day(text: str) -> str:
    return formatting.plain_date(datetime.date.fromisoformat(text)) if text else ""
