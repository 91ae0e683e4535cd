"""A draft or a filing of the opened file, locked for a verb: what every verb of the engine begins with."""

import datetime

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.types import Procedure
from tandem.eservices.procedures.wording import DISCARD, FILE_FROM_PAPER, TYPE_FROM_PAPER
from tandem.foundation.prepared import LockedRows
from tandem.foundation.refusals import Hidden
from tandem.foundation.turns import wait_for_turn
from tandem.identity.access.enums import Answer as Permit
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting

_OF_PAPER = frozenset({TYPE_FROM_PAPER, FILE_FROM_PAPER, DISCARD})


def locked(acting: Acting, draft_id: int, verb: str) -> tuple[Draft, Procedure]:
    """The draft, locked: whoever writes or files at the same moment waits. Raises Hidden, AlreadyFiled."""
    # No joins: whoever waited for the lock gets the row as it is now, and joined rows as they were before she waited.
    draft = _DRAFT.first(person_id=acting.file(), pk=draft_id)
    if draft is None:
        raise Hidden
    procedure = registry.get(draft.key, draft.version)
    acting.file(procedure.purpose)
    if permit(acting, verb) is not Permit.ALLOWED:
        raise Hidden
    if procedure.on_paper_only and verb not in _OF_PAPER:
        raise Hidden
    if draft.filing is not None:
        raise AlreadyFiled(draft.filing.receipt.number)
    if draft.handed_over is not None:
        raise AlreadyFiled(draft.handed_over.number)
    return draft, procedure


_DRAFT = LockedRows(
    lambda *, person_id, pk: Draft.objects.of(person_id).select_for_update().filter(pk=pk), person_id=101, pk=10_101
)


def locked_filing(acting: Acting, filing_id: int, verb: str) -> Filing:
    filing = filing_in_turn(acting, filing_id)
    if acting.purpose != filing.purpose or permit(acting, verb) is not Permit.ALLOWED:
        raise Hidden
    return filing


def filing_in_turn(acting: Acting, filing_id: int) -> Filing:
    """A filing of the opened file; until this transaction ends nobody else follows it up. Raises Hidden."""
    wait_for_turn("procedures.filing", filing_id)
    # Read only now: what was corrected or taken back while she waited would not be seen before.
    filings = Filing.objects.of(acting.file()).select_related("receipt", "withdrawal", "corrected_by", "draft")
    filing = filings.filter(pk=filing_id).first()
    if filing is None:
        raise Hidden
    return filing


def note(acting: Acting, verb: str, procedure: Procedure, draft: Draft, now: datetime.datetime) -> None:
    record(acting, verb=verb, purpose=procedure.purpose, object_type=Draft._meta.label, object_id=draft.pk, now=now)
