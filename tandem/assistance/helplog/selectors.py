"""Questions to the help log: the person's own, a helper's, a structure's, everybody's."""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from tandem.assistance.helplog import rules
from tandem.assistance.helplog.enums import (
    LEVELS,
    Kind,
    Material,
    Place,
    Screen,
    Source,
    Theme,
    Waited,
)
from tandem.assistance.helplog.models import Absence, HelpGiven, Note
from tandem.assistance.helplog.types import AbsenceLine, ContestedNote, Given, NoteLine, Report, ScreenLine
from tandem.foundation.clock import day_of
from tandem.foundation.months import following, month_of, months_later
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.mandates.selectors import helpers_named
from tandem.identity.organisations.selectors import managed_organisation, organisation_for

if TYPE_CHECKING:
    from tandem.identity.organisations.models import Organisation

# The tables of a report, in their order, with the values of each. A workshop has no level.
TABLES: Mapping[str, Sequence[str]] = {
    "theme": [theme.value for theme in Theme],
    "level": [*(level.value for level in LEVELS), ""],
    "kind": [kind.value for kind in Kind],
    "place": [place.value for place in Place],
    "material": [material.value for material in Material],
    "waited": [waited.value for waited in Waited],
    "screen": [*(screen.value for screen in Screen), ""],
    "source": [Source.NOTED.value, Source.SESSION.value],
    "stand_in": ["yes", "no"],
}


def notes_of(file: Acting) -> list[NoteLine]:
    """What was noted about help to the person whose file is open, the latest first; one query."""
    rows = Note.objects.of(file.file(Purpose.HELP)).select_related("helper", "structure", "stood_in_for")
    return [_line(row) for row in rows.order_by("-helped_on", "-pk")]


def note_of(file: Acting, note_id: int) -> NoteLine:
    """One of them. Raises Hidden for another person's."""
    rows = Note.objects.of(file.file(Purpose.HELP)).filter(pk=note_id)
    for row in rows.select_related("helper", "structure", "stood_in_for").order_by("pk"):
        return _line(row)
    raise Hidden


def contested_notes(acting: Acting) -> list[ContestedNote]:
    """What persons say about notes that this helper wrote in the name she acts in, the latest first; one query."""
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    rows = Note.objects.filter(helper_id=acting.user_id, structure_id=acting.organisation_id).exclude(
        contested_at=None
    )
    return [
        ContestedNote(
            note_id=row.pk,
            helped_on=row.helped_on,
            theme=Theme(row.theme),
            person=row.person.name,
            contest=row.contest,
            answer=row.answer,
        )
        for row in rows.select_related("person").order_by("-contested_at", "-pk")
    ]


def contested_note(acting: Acting, note_id: int) -> ContestedNote:
    """One of them. Raises Hidden for one that another helper wrote, and for one that nobody contests."""
    for one in contested_notes(acting):
        if one.note_id == note_id:
            return one
    raise Hidden


def structure_of_helper(acting: Acting, *, now: datetime.datetime) -> "Organisation":
    """The structure in whose name a helper acts. Raises Hidden for whoever helps alone and for everybody else."""
    if acting.capacity is not Capacity.HELPER or acting.organisation_id is None:
        raise Hidden
    return organisation_for(acting, acting.organisation_id, now=now)


def report(acting: Acting, *, month: datetime.date, now: datetime.datetime) -> Report:
    """The structure's month, small counts hidden, for its manager. Raises Hidden; three queries whatever the number.

    Hidden as well for a month that is still to come or that no report is made of any more.
    """
    if acting.capacity is not Capacity.HELPER or acting.organisation_id is None:
        raise Hidden
    structure = managed_organisation(acting, acting.organisation_id, now=now)
    if month not in reported_months(now=now):
        raise Hidden
    given = _given(structure.pk, month)
    looks = [line for line in given if line.source == Source.SECOND_LOOK]
    total, tables = rules.tables([line for line in given if line.source != Source.SECOND_LOOK], TABLES)
    return Report(
        month=month, structure=structure.name, total=total, tables=tables, looks=rules.alone("second_look", looks)
    )


def reported_months(*, now: datetime.datetime) -> list[datetime.date]:
    """The months of which a report can be made, the running one first."""
    this = month_of(day_of(now))
    return [months_later(this, -back) for back in range(rules.REPORTED_MONTHS)]


def screens_by_help(*, now: datetime.datetime) -> list[ScreenLine]:
    """The screens of the platform by the help they caused in the last complete months, for everybody; one query."""
    this = month_of(day_of(now))
    counted = (
        HelpGiven.objects.filter(month__gte=months_later(this, -rules.PUBLIC_MONTHS), month__lt=this)
        .exclude(screen="")
        .order_by()
        .values_list("screen")
        .annotate(helps=Count("pk"))
    )
    return [ScreenLine(screen=Screen(key), helps=helps) for key, helps in rules.ranked(dict(counted))]


def public_period(*, now: datetime.datetime) -> tuple[datetime.date, datetime.date]:
    """The first and the last month that the public page adds up."""
    this = month_of(day_of(now))
    return months_later(this, -rules.PUBLIC_MONTHS), months_later(this, -1)


def absences(acting: Acting, *, now: datetime.datetime) -> list[AbsenceLine]:
    """Who of the structure is away or will be, the first one first. Raises Hidden; for its members."""
    structure = structure_of_helper(acting, now=now)
    today = day_of(now)
    rows = Absence.objects.not_over(on=today).filter(structure=structure).select_related("helper", "stand_in")
    return [
        AbsenceLine(
            absence_id=row.pk,
            helper_id=row.helper_id,
            helper=row.helper.name,
            stand_in_id=row.stand_in_id,
            stand_in=row.stand_in.name if row.stand_in else "",
            starts_on=row.starts_on,
            last_day=row.ends_before - datetime.timedelta(days=1),
            has_begun=row.starts_on <= today,
        )
        for row in rows.order_by("starts_on", "pk")
    ]


def stood_in_for(acting: Acting, person_id: int, *, on: datetime.date) -> int | None:
    """The absent colleague for whom this helper helps the person on a day; None when she helps as herself.

    A colleague counts who is named in a mandate of the person, too.
    """
    if acting.organisation_id is None:
        return None
    named = helpers_named(person_id, acting.organisation_id)
    away = Absence.objects.on(on).filter(structure_id=acting.organisation_id, stand_in_id=acting.user_id)
    return away.filter(helper_id__in=named).order_by("pk").values_list("helper_id", flat=True).first()


def _given(structure_id: int, month: datetime.date) -> list[Given]:
    rows = HelpGiven.objects.filter(Q(month__gte=month) & Q(month__lt=following(month)), structure_id=structure_id)
    fields = ("kind", "minutes", "people", "mark", "theme", "level", "place", "material", "waited", "screen", "source")
    return [Given(**row) for row in rows.order_by("pk").values(*fields, "by_stand_in")]


def _line(row: Note) -> NoteLine:
    return NoteLine(
        note_id=row.pk,
        helped_on=row.helped_on,
        helper=row.helper.name,
        structure=row.structure.name if row.structure else "",
        stood_in_for=row.stood_in_for.name if row.stood_in_for else "",
        theme=Theme(row.theme),
        level=Presence(row.level),
        place=Place(row.place),
        source=Source(row.source),
        contested_at=row.contested_at,
        contest=row.contest,
        answer=row.answer,
    )
