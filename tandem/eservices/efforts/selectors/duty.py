"""What is expected of a person, and by when: agreements, exemptions, the way into unemployment."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import ExemptionKind, TargetSource
from tandem.eservices.efforts.models import EffortTarget, EntryIntoUnemployment, Exemption
from tandem.eservices.efforts.types import Entry, Exempt, Target
from tandem.foundation.months import following, month_of
from tandem.foundation.prepared import RowsAmong
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import domicile_canton

USUAL = Target(number=rules.USUAL_NUMBER, source=TargetSource.USUAL)


@dataclasses.dataclass(frozen=True, slots=True)
class Duty:
    """All that decides about one person's months. `agreed` has the agreement that prevails first."""

    agreed: tuple[EffortTarget, ...] = ()
    entry: Entry | None = None
    exemptions: tuple[Exempt, ...] = ()

    def target(self, month: datetime.date) -> Target:
        """The number that counts in one control period: the agreement in force, else the usual practice (R-9)."""
        for row in self.agreed:
            if row.valid_from < following(month):
                return Target(
                    number=row.number,
                    source=TargetSource.AGREED,
                    valid_from=row.valid_from,
                    agreed_at=row.agreed_at,
                    agreed_by=row.agreed_by.name,
                    office=row.office.name,
                )
        return USUAL

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


_TARGETS = RowsAmong(
    lambda **whose: (
        EffortTarget.objects.filter(**whose)
        .select_related("agreed_by", "office")
        .order_by("-valid_from", "-agreed_at", "-pk")
    ),
    "person_id",
)
_ENTRIES = RowsAmong(
    lambda **whose: EntryIntoUnemployment.objects.filter(**whose).order_by("-by_office", "-noted_at", "-pk"),
    "person_id",
)
_EXEMPTIONS = RowsAmong(
    lambda **whose: (
        Exemption.objects.filter(withdrawn_at=None, **whose).select_related("noted_by").order_by("begins_on", "pk")
    ),
    "person_id",
)


def duties(person_ids: Iterable[int]) -> dict[int, Duty]:
    """One for each person; three queries for all of them."""
    wanted = list(person_ids)
    agreed: dict[int, list[EffortTarget]] = defaultdict(list)
    for target in _TARGETS.among(wanted):
        agreed[target.person_id].append(target)
    entries: dict[int, Entry] = {}
    for row in _ENTRIES.among(wanted):
        entries.setdefault(
            row.person_id,
            Entry(
                duty_from=row.duty_from,
                unemployed_from=row.unemployed_from,
                registered_on=row.registered_on,
                first_interview_on=row.first_interview_on,
            ),
        )
    exempt: dict[int, list[Exempt]] = defaultdict(list)
    for exemption in _EXEMPTIONS.among(wanted):
        exempt[exemption.person_id].append(
            Exempt(
                exemption_id=exemption.pk,
                kind=ExemptionKind(exemption.kind),
                begins_on=exemption.begins_on,
                ends_before=exemption.ends_before,
                noted_by=exemption.noted_by.name,
            )
        )
    return {
        person_id: Duty(tuple(agreed[person_id]), entries.get(person_id), tuple(exempt[person_id]))
        for person_id in wanted
    }


def duty_of(person_id: int) -> Duty:
    return duties([person_id])[person_id]


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
    duty, canton = duty_of(person_id), domicile_canton(person_id)
    return {month: duty.due_on(month, canton) for month in months}


def due_on(person_id: int, month: datetime.date) -> datetime.date:
    return due_dates(person_id, [month])[month]
