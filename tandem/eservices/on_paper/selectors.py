"""Questions about forms on paper: what waits to be typed, one sheet with its pictures."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Min

from tandem.eservices.on_paper import pictures, rules
from tandem.eservices.on_paper.models import PaperSheet, ScannedPage
from tandem.eservices.on_paper.types import QueueLine
from tandem.eservices.on_paper.wording import TAKE
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import Recipient
from tandem.eservices.procedures.selectors import Sheet, answers_at, procedure_for, sheet_of
from tandem.eservices.procedures.types import Procedure
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Deed, Presence
from tandem.identity.access.rules import answer
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import contacts_of
from tandem.identity.organisations.types import Contact
from tandem.identity.people.selectors import caseload, names_of, person_summary

DESKS = {
    Capacity.COUNSELLOR: {Recipient.OFFICE, Recipient.OFFICE_AND_FUND},
    Capacity.FUND_OFFICER: {Recipient.FUND, Recipient.OFFICE_AND_FUND},
}


@dataclasses.dataclass(frozen=True)
class Desk:
    """One sheet before whoever types it. `answers` and `seen` are what stood printed on it, and nothing later."""

    file: Acting
    row: PaperSheet
    sheet: Sheet
    scans: tuple[ScannedPage, ...]
    answers: Mapping[str, Any]

    @property
    def missing(self) -> tuple[int, ...]:
        return rules.missing_pages(self.row.pages, [scan.page for scan in self.scans])

    @property
    def typed(self) -> dict[str, int]:
        """The revisions of answers that somebody typed from a sheet of this draft already."""
        rows = self.sheet.written.items()
        return {name: row.revision for name, row in rows if row.presence == Presence.ON_PAPER}

    @property
    def shown(self) -> dict[str, Any]:
        """What the fields start with: what was printed, and what was typed from the sheet since and is still asked."""
        now = self.sheet.as_entered
        return {**self.answers, **{name: now[name] for name in self.typed if name in now}}

    @property
    def seen(self) -> dict[str, int]:
        return {name: int(revision) for name, revision in self.row.printed.items()}


def may_type(acting: Acting, procedure: Procedure) -> bool:
    """Whether a form is for the desk of whoever acts, and the rights table lets her."""
    if procedure.recipient not in DESKS.get(acting.capacity, ()):
        return False
    said = answer(acting.capacity, AuthorityKind.LEGAL_DUTY, None, procedure.purpose, Deed.ADMINISTER)
    return said is Answer.ALLOWED


def procedures_for(acting: Acting) -> list[Procedure]:
    """The forms that this desk prints and types. Raises Hidden for whoever has no such desk."""
    if acting.capacity not in DESKS:
        raise Hidden
    return [procedure for procedure in registry.everything() if may_type(acting, procedure)]


def queue(acting: Acting, *, now: datetime.datetime) -> list[QueueLine]:
    """What waits to be typed, the longest waiting first; three queries. A line names the person and no answer."""
    versions = {(one.key, one.version): one for one in procedures_for(acting)}
    sheets = PaperSheet.objects.filter(
        draft__filing=None,
        draft__handed_over=None,
        draft__key__in={key for key, _version in versions},
        scans__isnull=False,
    )
    if acting.capacity is Capacity.FUND_OFFICER:
        sheets = sheets.filter(person__fund_id=acting.organisation_id)
    else:
        sheets = sheets.filter(person_id__in=[person.person_id for person in caseload(acting, now)])
    rows = list(
        sheets.annotate(since=Min("scans__scanned_at"))
        .select_related("draft")
        .prefetch_related("scans")
        .order_by("since", "pk")
    )
    names = names_of({row.person_id for row in rows})
    return [_line(row, versions[(row.draft.key, row.draft.version)], names) for row in rows]


def desk_of(acting: Acting, sheet_id: int, *, now: datetime.datetime) -> Desk:
    """A sheet that came in: its person's file is opened for it. Raises Hidden."""
    row = (
        PaperSheet.objects.select_related("draft")
        .filter(pk=sheet_id, draft__filing=None, draft__handed_over=None)
        .first()
    )
    scans = tuple(row.scans.order_by("page", "scanned_at", "pk")) if row else ()
    if row is None or not scans:
        raise Hidden
    procedure = registry.get(row.draft.key, row.draft.version)
    if not may_type(acting, procedure):
        raise Hidden
    file = open_file(acting, row.person_id, procedure.purpose, now=now)
    if permit(file, TAKE) is not Answer.ALLOWED:
        raise Hidden
    sheet = sheet_of(file, row.draft, now=now)
    return Desk(file=file, row=row, sheet=sheet, scans=scans, answers=answers_at(sheet, row.printed))


def picture_of(acting: Acting, sheet_id: int, scan_id: int, *, now: datetime.datetime) -> bytes:
    """One page as JPEG, for whoever types it. Raises Hidden."""
    desk = desk_of(acting, sheet_id, now=now)
    scan = next((scan for scan in desk.scans if scan.pk == scan_id), None)
    if scan is None:
        raise Hidden
    return pictures.read(scan.path)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What somebody may print for herself, and where it goes."""

    procedure: Procedure
    addresses: list[Contact]


def offered_on_paper(acting: Acting, key: str, subject: str, *, now: datetime.datetime) -> Offered:
    """A form that is on paper only, for the person at the keyboard. Raises Hidden."""
    procedure = procedure_for(key, subject, now)
    if acting.person_id is None or not procedure.on_paper_only:
        raise Hidden
    person = person_summary(open_own_file(acting, procedure.purpose, now=now))
    return Offered(procedure=procedure, addresses=_addresses(procedure, person.office_id, person.fund_id))


def addresses_for(sheet: Sheet) -> list[Contact]:
    """Where the form goes: office, fund, or both, as far as the person has one."""
    return _addresses(sheet.procedure, sheet.context.office_id, sheet.context.fund_id)


def _addresses(procedure: Procedure, office_id: int | None, fund_id: int | None) -> list[Contact]:
    wanted = [office_id] if procedure.recipient is not Recipient.FUND else []
    wanted += [fund_id] if procedure.recipient is not Recipient.OFFICE else []
    return contacts_of(one for one in wanted if one is not None)


def _line(row: PaperSheet, procedure: Procedure, names: Mapping[int, str]) -> QueueLine:
    received = tuple(sorted({scan.page for scan in row.scans.all()}))
    return QueueLine(
        sheet_id=row.pk,
        title=f"{procedure.title} {row.draft.subject}".strip(),
        name=names.get(row.person_id, ""),
        since=row.since,  # type: ignore[attr-defined]
        received=received,
        missing=rules.missing_pages(row.pages, received),
    )
