import datetime

from django.db.models import F, Q

from tandem.eservices.declarations.models import FormOpening, Incapacity, Measure
from tandem.eservices.declarations.rules import USUAL_OPENING, opening_day
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting


def opening_of(fund_id: int | None, month: datetime.date) -> datetime.date:
    """The first day on which a fund takes the form of this month: its exception, its rule, or the usual day."""
    rows = FormOpening.objects.filter(Q(month=month) | Q(month=None), fund_id=fund_id)
    found = rows.order_by(F("month").asc(nulls_last=True)).first()
    if found is None:
        return opening_day(month, USUAL_OPENING)
    return found.opens_on or opening_day(month, found.day or USUAL_OPENING)


def openings_of(fund_id: int) -> list[FormOpening]:
    """The rule and the exceptions of a fund, the rule first, then the latest month."""
    rows = FormOpening.objects.filter(fund_id=fund_id)
    return list(rows.order_by(F("month").desc(nulls_first=True), "pk"))


def reported_in(person_id: int, first: datetime.date, last: datetime.date) -> list[Incapacity]:
    """The spells a person reported that touch these days (both included), by their first day."""
    rows = Incapacity.objects.of(person_id).filter(Q(to_day=None) | Q(to_day__gte=first), from_day__lte=last)
    return list(rows.order_by("from_day", "pk"))


def incapacities_of(acting: Acting) -> list[Incapacity]:
    """All spells reported in the opened file, the latest first; for the person, her office and her fund."""
    return list(Incapacity.objects.of(acting.file(Purpose.INCAPACITY)).order_by("-from_day", "-pk"))


def measures_in(person_id: int, first: datetime.date, last: datetime.date) -> list[Measure]:
    """The measures that touch these days (both included), by their first day."""
    rows = Measure.objects.of(person_id).filter(removed_at=None, to_day__gte=first, from_day__lte=last)
    return list(rows.order_by("from_day", "pk"))


def measures_of(acting: Acting) -> list[Measure]:
    """All measures noted in the opened file, the latest first."""
    rows = Measure.objects.of(acting.file(Purpose.PERSONAL_DATA)).filter(removed_at=None)
    return list(rows.select_related("office").order_by("-from_day", "-pk"))
