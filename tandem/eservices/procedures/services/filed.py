"""What may follow a filing: its correction, or taking it back."""

import datetime

from django.db import transaction

from tandem.eservices.procedures import papers, registry, signals
from tandem.eservices.procedures.announce import announce
from tandem.eservices.procedures.locking import locked_filing, note
from tandem.eservices.procedures.models import Answer, Draft, Filing, Withdrawal
from tandem.eservices.procedures.refusals import NotCorrectable, NotWithdrawable, ReasonMissing
from tandem.eservices.procedures.selectors import begun_draft
from tandem.eservices.procedures.sheet import current_answers
from tandem.eservices.procedures.wording import CORRECT, WITHDRAW
from tandem.foundation.refusals import Hidden
from tandem.identity.access.services import record, require_signature
from tandem.identity.access.types import Acting


@transaction.atomic
def start_correction(acting: Acting, *, filing_id: int, reason: str, now: datetime.datetime) -> Draft:
    """A new draft with the answers of a filing, to be filed as its correction. The filing stays as it is.

    Only the last filing of a subject is corrected, and not one that was taken back. Answers keep their authors. One
    begun already is returned. Raises ReasonMissing, NotCorrectable, Hidden.
    """
    filing = locked_filing(acting, filing_id, CORRECT)
    procedure = registry.get(filing.key, filing.version)
    begun = begun_draft(procedure, filing.person_id, filing.subject)
    if begun is not None:
        return begun
    if not procedure.correction_allowed or hasattr(filing, "withdrawal") or hasattr(filing, "corrected_by"):
        raise NotCorrectable
    if not reason.strip():
        raise ReasonMissing
    draft = Draft.objects.create(
        person_id=filing.person_id,
        key=filing.key,
        version=filing.version,
        subject=filing.subject,
        sequence=filing.sequence + 1,
        began_at=now,
        began_by_id=acting.user_id,
        corrects=filing,
        correction_reason=reason.strip()[:500],
    )
    Answer.objects.bulk_create(
        Answer(
            draft=draft,
            field=row.field,
            revision=1,
            value=row.value,
            written_by_id=row.written_by_id,
            capacity=row.capacity,
            presence=row.presence,
            written_at=row.written_at,
        )
        for row in current_answers(filing.draft.pk).values()
    )
    papers.attach_again(filing, draft.pk)
    note(acting, CORRECT, procedure, draft, now)
    return draft


@transaction.atomic
def withdraw(acting: Acting, *, filing_id: int, now: datetime.datetime) -> Withdrawal:
    """Take a filing back, where the law lets the person. It stays readable; a new one may be filed.

    Raises NotWithdrawable, Hidden, SignatureNeeded.
    """
    filing = locked_filing(acting, filing_id, WITHDRAW)
    procedure = registry.get(filing.key, filing.version)
    allowed = procedure.withdrawal is not None and procedure.withdrawal(filing.info, now)
    if not allowed or hasattr(filing, "withdrawal") or hasattr(filing, "corrected_by"):
        raise NotWithdrawable
    if acting.user_id is None:
        raise Hidden
    require_signature(acting)
    taken_back = Withdrawal.objects.create(
        filing=filing, withdrawn_at=now, withdrawn_by_id=acting.user_id, presence=acting.presence
    )
    record(
        acting,
        verb=WITHDRAW,
        purpose=procedure.purpose,
        object_type=Filing._meta.label,
        object_id=filing.pk,
        now=now,
    )
    announce(signals.withdrawn, filing_id=filing.pk)
    return taken_back
