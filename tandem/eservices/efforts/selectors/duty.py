"""What is expected of a person, and by when: agreements, exemptions, the way into unemployment."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import ExemptionKind, TargetSource
from tandem.eservices.efforts.models import EffortTarget, EntryIntoUnemployment, Exemption
from tandem.eservices.efforts.types import Entry, Exempt, Target
from tandem.foundation.months import following, month_of
from tandem.foundation.once import once
from tandem.foundation.prepared import RowsAmong
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import domiciles

USUAL = Target(number=rules.USUAL_NUMBER, source=TargetSource.USUAL)


@dataclasses.dataclass(frozen=True, slots=True)
class Duty:
    """All that decides about one person's months. `agreed` has the agreement that prevails first."""

    agreed: tuple[Target, ...] = ()
    entry: Entry | None = None
    exemptions: tuple[Exempt, ...] = ()
    # Of her domicile: its holidays move the days (LPGA 38 al. 3).
    canton: str = ""

    def target(self, month: datetime.date) -> Target:
        """The number that counts in one control period: the agreement in force, else the usual practice (R-9)."""
        first_after = following(month)
        return next((row for row in self.agreed if row.valid_from and row.valid_from < first_after), USUAL)

    def exempt_in(self, month: datetime.date) -> tuple[Exempt, ...]:
        first, after = month_of(month), following(month_of(month))
        return tuple(row for row in self.exemptions if row.begins_on < after and first < row.ends_before)

    def days(self, month: datetime.date) -> tuple[int, int]:
        """(days with the duty, all days)."""
        return rules.days_of_duty(month, self.entry, [(row.begins_on, row.ends_before) for row in self.exemptions])

    def expected(self, month: datetime.date) -> int:
        days_due, days = self.days(month)
        return rules.reduced(self.target(month).number, days_due=days_due, days=days)

    def due_on(self, month: datetime.date, canton: str) -> datetime.date:
        return rules.due_of_period(month, canton, self.entry)


def _columns(*names: str, **others: str) -> JSONObject:
    return JSONObject(**{name: name for name in names}, **others)


def _duties(**whose: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """Per person all that decides, each kind as a list of its rows: one query in place of three."""
    agreed = EffortTarget.objects.filter(person_id=OuterRef("pk")).order_by("-valid_from", "-agreed_at", "-pk")
    entered = EntryIntoUnemployment.objects.filter(person_id=OuterRef("pk"))
    exempt = Exemption.objects.filter(person_id=OuterRef("pk"), withdrawn_at=None).order_by("begins_on", "pk")
    kinds = {
        "agreed": agreed.values(
            row=_columns("number", "valid_from", "agreed_at", agreed_by="agreed_by__name", office="office__name")
        ),
        # The office's word prevails, then the newest.
        "entered": entered.order_by("-by_office", "-noted_at", "-pk").values(
            row=_columns("duty_from", "unemployed_from", "registered_on", "first_interview_on")
        )[:1],
        "exempt": exempt.values(
            row=_columns("kind", "begins_on", "ends_before", exemption_id="pk", noted_by="noted_by__name")
        ),
    }
    return domiciles(**whose).annotate(**{name: ArraySubquery(rows) for name, rows in kinds.items()})


_DUTIES = RowsAmong(_duties, "pk")


def duties(person_ids: Iterable[int]) -> dict[int, Duty]:
    """One for each person; one query for all of them."""
    wanted = tuple(person_ids)
    return {person_id: duty_of(person_id) for person_id in wanted} if len(wanted) == 1 else _read(wanted)


@once
def duty_of(person_id: int) -> Duty:
    return _read((person_id,))[person_id]


def _read(person_ids: Sequence[int]) -> dict[int, Duty]:
    found = {
        person_id: Duty(
            agreed=tuple(map(_target, agreed)),
            entry=next(map(_entry, entered), None),
            exemptions=tuple(map(_exempt, exempt)),
            canton=canton,
        )
        for person_id, canton, agreed, entered, exempt in _DUTIES.among(person_ids)
    }
    return {person_id: found.get(person_id, Duty()) for person_id in person_ids}


def _target(row: Mapping[str, Any]) -> Target:
    days = {"valid_from": _day(row["valid_from"]), "agreed_at": datetime.datetime.fromisoformat(row["agreed_at"])}
    return Target(**{**row, **days, "source": TargetSource.AGREED})


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(**{name: day and _day(day) for name, day in row.items()})


def _exempt(row: Mapping[str, Any]) -> Exempt:
    days = {"begins_on": _day(row["begins_on"]), "ends_before": _day(row["ends_before"])}
    return Exempt(**{**row, **days, "kind": ExemptionKind(row["kind"])})


def _day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


def target_of(acting: Acting, month: datetime.date) -> Target:
    """The number that counts in one control period: the agreement in force, else the usual practice (R-9)."""
    return duty_of(acting.file(Purpose.EFFORTS)).target(month)


def entry_of(acting: Acting) -> Entry | None:
    """How the person of the opened file came into unemployment, as far as somebody wrote it down."""
    return duty_of(acting.file(Purpose.EFFORTS)).entry


def exemptions_of(acting: Acting) -> tuple[Exempt, ...]:
    """All exemptions of the opened file that hold, by day."""
    return duty_of(acting.file(Purpose.EFFORTS)).exemptions


def due_dates(person_id: int, months: Iterable[datetime.date]) -> dict[datetime.date, datetime.date]:
    """When each of these months is due for the person."""
    duty = duty_of(person_id)
    return {month: duty.due_on(month, duty.canton) for month in months}


def due_on(person_id: int, month: datetime.date) -> datetime.date:
    return due_dates(person_id, [month])[month]
