import datetime

from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.recovery.enums import Document, RecoveryState
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.types import Waiting


def waiting_for(file: Acting, *, now: datetime.datetime) -> Waiting | None:
    """The recovery under way in an opened file; None when there is none, or when it has lapsed."""
    return _waiting(now, person_id=file.file(Purpose.LOG_IN))


def waiting_for_account(user_id: int, *, now: datetime.datetime) -> Waiting | None:
    """The same for the account's owner herself."""
    return _waiting(now, user_id=user_id)


def was_told_by(outgoing_id: int) -> bool:
    """Whether a message tells of a recovery that is under way; for the house's own use."""
    return Recovery.objects.filter(state=RecoveryState.WAITING, told_by__contains=[outgoing_id]).exists()


def _waiting(now: datetime.datetime, **whose: int) -> Waiting | None:
    rows = Recovery.objects.filter(state=RecoveryState.WAITING, lapses_at__gt=now, **whose)
    row = rows.select_related("begun_by", "office").order_by("pk").first()
    if row is None:
        return None
    return Waiting(
        recovery_id=row.pk,
        document=Document(row.document),
        begun_at=row.begun_at,
        begun_by=row.begun_by.name,
        office=row.office.name,
        ready_at=row.ready_at,
        lapses_at=row.lapses_at,
        is_ready=row.ready_at <= now,
    )
