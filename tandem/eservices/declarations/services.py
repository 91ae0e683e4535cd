"""What a fund sets for its insured, and what the filing of a notice leaves for other forms and desks to find."""

import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.eservices.declarations.models import AskedPaper, FormOpening, Incapacity, Measure
from tandem.eservices.declarations.selectors import papers_of
from tandem.eservices.declarations.types import PaperLine
from tandem.eservices.procedures.selectors import answers_of, documents_asked
from tandem.eservices.procedures.services import tell_documents_missing, turn_down
from tandem.foundation import at_once
from tandem.foundation.clock import day_of
from tandem.foundation.formatting import labelled
from tandem.foundation.months import following, month_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Filing

# The law says "reasonable" (OACI 29 al. 3): in less time nobody gets a paper from an employer.
SHORTEST_LIMIT = datetime.timedelta(days=5)


class ImpossibleOpening(Refusal):
    message = _("The form of a month opens between its first day and the end of the next month. Nothing was changed.")


class NothingMissing(Refusal):
    message = _("No paper is missing for this month any more. Nobody was written to.")


class LimitTooShort(Refusal):
    message = _("The person needs at least five days to bring a paper. Nothing was sent. Write a later day.")


class ImpossibleMeasure(Refusal):
    message = _("A measure has a name, and its last day does not lie before its first. Nothing was noted.")


@transaction.atomic
def set_opening_rule(acting: Acting, *, day: int, now: datetime.datetime) -> FormOpening:
    """From which day of each month on the fund takes the form (31: the last day). Raises Hidden for others."""
    officer = _officer(acting)
    if not 1 <= day <= 31:
        raise ImpossibleOpening
    return _set(officer, None, now, day=day)


@transaction.atomic
def set_opening_exception(
    acting: Acting, *, month: datetime.date, opens_on: datetime.date, now: datetime.datetime
) -> FormOpening:
    """Another day for one month. Raises Hidden for others than the fund's officers, ImpossibleOpening."""
    officer, month = _officer(acting), month_of(month)
    if not month <= opens_on < following(following(month)):
        raise ImpossibleOpening
    return _set(officer, month, now, opens_on=opens_on)


def note_incapacity(acting: Acting, filing: "Filing", now: datetime.datetime) -> None:
    """Keep the spell of a notice that was just filed; one that it corrects is replaced."""
    if filing.corrects_id:
        Incapacity.objects.filter(filing_id=filing.corrects_id, replaced_at=None).update(replaced_at=now)
    answers = answers_of(filing)
    Incapacity.objects.create(
        person_id=filing.person_id,
        filing=filing,
        reason=answers["reason"],
        from_day=answers["incapable_from"],
        to_day=answers.get("incapable_to"),
        degree=answers["degree"],
        reported_on=filing.received_on,
    )


def note_papers(acting: Acting, filing: "Filing", now: datetime.datetime) -> None:
    """Keep which papers a form asks for that was just filed; what had come for the one it corrects is still here."""
    before = list(AskedPaper.objects.filter(filing_id=filing.corrects_id).order_by("pk") if filing.corrects_id else ())
    here = {(row.kind, row.about): row for row in before if row.received_on}
    wanted_before = {(row.kind, row.about): row.wanted_by for row in before}
    wanted = dict.fromkeys((str(one.kind), one.about) for one in documents_asked(filing) if one.required)
    rows = [
        AskedPaper(
            person_id=filing.person_id,
            filing=filing,
            kind=kind,
            about=about,
            received_on=here[kind, about].received_on if (kind, about) in here else None,
            noted_by_id=here[kind, about].noted_by_id if (kind, about) in here else None,
            wanted_by=wanted_before.get((kind, about)),
        )
        for kind, about in wanted
    ]
    at_once.write(AskedPaper, rows)


@transaction.atomic
def note_paper(acting: Acting, *, paper_id: int, is_here: bool, now: datetime.datetime) -> None:
    """Note that a paper has come to the fund, or that this was a mistake. For the fund only; raises Hidden."""
    person_id = acting.file(Purpose.MONTHLY_FORM)
    paper = AskedPaper.objects.select_for_update().filter(pk=paper_id, person_id=person_id).first()
    if paper is None:
        raise Hidden
    paper.received_on = day_of(now) if is_here else None
    paper.noted_by_id = acting.user_id if is_here else None
    paper.save(update_fields=["received_on", "noted_by"])
    record(
        acting,
        verb="declarations.note_paper",
        purpose=Purpose.MONTHLY_FORM,
        object_type=AskedPaper._meta.label,
        object_id=paper.pk,
        now=now,
    )


@transaction.atomic
def ask_for_papers(acting: Acting, *, month: datetime.date, by: datetime.date, now: datetime.datetime) -> int:
    """Set a time limit for what a filed form still misses, and tell the person, with what follows if it does not come.

    Missing papers cost a right only after such a warning (OACI 29 al. 3; 8C_85/2011). Returns how many are missing.
    For the fund's officers. Raises NothingMissing, LimitTooShort, Hidden.
    """
    if acting.capacity is not Capacity.FUND_OFFICER:
        raise Hidden
    if by < day_of(now) + SHORTEST_LIMIT:
        raise LimitTooShort
    missing = [line for line in papers_of(acting, month) if not line.is_here]
    if not missing:
        raise NothingMissing
    rows = AskedPaper.objects.filter(pk__in=[line.paper_id for line in missing]).order_by("pk")
    filing_id = rows[0].filing_id
    rows.update(wanted_by=by)
    record(
        acting,
        verb="declarations.ask_for_papers",
        purpose=Purpose.MONTHLY_FORM,
        object_type="procedures.Filing",
        object_id=filing_id,
        now=now,
    )
    names = [partial(_name, line) for line in missing]
    tell_documents_missing(acting, filing_id=filing_id, documents=names, by=by, now=now)
    return len(missing)


@transaction.atomic
def turn_down_paper(
    acting: Acting, *, month: datetime.date, paper_id: int, reason: str, by: datetime.date, now: datetime.datetime
) -> None:
    """Say that what the person handed in for a paper is not it, why, and by when the right one is wanted.

    It is missing again, with a new time limit, and she is told (OACI 29 al. 3). For the fund's officers. Raises
    LimitTooShort, ReasonForTurningDownMissing, NothingToTurnDown, Hidden.
    """
    if acting.capacity is not Capacity.FUND_OFFICER:
        raise Hidden
    if by < day_of(now) + SHORTEST_LIMIT:
        raise LimitTooShort
    line = next((line for line in papers_of(acting, month) if line.paper_id == paper_id), None)
    if line is None:
        raise Hidden
    paper = AskedPaper.objects.select_for_update().get(pk=paper_id)
    turn_down(
        acting,
        filing_id=paper.filing_id,
        kind=paper.kind,
        about=paper.about,
        reason=reason,
        document=partial(_name, line),
        by=by,
        now=now,
    )
    paper.wanted_by = by
    paper.save(update_fields=["wanted_by"])
    record(
        acting,
        verb="declarations.turn_down_paper",
        purpose=Purpose.MONTHLY_FORM,
        object_type=AskedPaper._meta.label,
        object_id=paper.pk,
        now=now,
    )


def _name(line: PaperLine) -> str:
    """What a paper is called, in the present language."""
    return labelled(line.kind.label, line.about) if line.about else str(line.kind.label)


@transaction.atomic
def note_measure(
    acting: Acting, *, name: str, from_day: datetime.date, to_day: datetime.date, now: datetime.datetime
) -> Measure:
    """Note that a person takes part in a measure, so that her monthly form knows it.

    For the office in whose file she is open (LACI 59c). Raises ImpossibleMeasure, Hidden for others.
    """
    person_id = acting.file(Purpose.PERSONAL_DATA)
    if acting.user_id is None or acting.organisation_id is None:
        raise Hidden
    if not name.strip() or to_day < from_day:
        raise ImpossibleMeasure
    measure = Measure.objects.create(
        person_id=person_id,
        name=name.strip(),
        from_day=from_day,
        to_day=to_day,
        office_id=acting.organisation_id,
        noted_at=now,
        noted_by_id=acting.user_id,
    )
    _record(acting, "declarations.note_measure", measure, now)
    return measure


@transaction.atomic
def remove_measure(acting: Acting, *, measure_id: int, now: datetime.datetime) -> None:
    """Take away a measure that did not take place; the row stays, without effect. Raises Hidden."""
    rows = Measure.objects.of(acting.file(Purpose.PERSONAL_DATA)).filter(pk=measure_id, removed_at=None)
    measure = rows.select_for_update().first()
    if measure is None:
        raise Hidden
    measure.removed_at = now
    measure.save(update_fields=["removed_at"])
    _record(acting, "declarations.remove_measure", measure, now)


def _record(acting: Acting, verb: str, measure: Measure, now: datetime.datetime) -> None:
    record(
        acting,
        verb=verb,
        purpose=Purpose.PERSONAL_DATA,
        object_type=Measure._meta.label,
        object_id=measure.pk,
        now=now,
    )


def _set(
    officer: tuple[int, int], month: datetime.date | None, now: datetime.datetime, **facts: object
) -> FormOpening:
    fund_id, user_id = officer
    opening, _created = FormOpening.objects.update_or_create(
        fund_id=fund_id, month=month, defaults={"set_at": now, "set_by_id": user_id, **facts}
    )
    return opening


def _officer(acting: Acting) -> tuple[int, int]:
    """The fund and the user."""
    if acting.capacity is not Capacity.FUND_OFFICER or acting.organisation_id is None or acting.user_id is None:
        raise Hidden
    return acting.organisation_id, acting.user_id
