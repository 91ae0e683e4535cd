import uuid
from typing import Any

from tandem.facilities.documents import services
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system

_QUARANTINE = system("virus check of what came in")


@task(services.SCAN)
def scan(version_id: str, **_later: Any) -> None:
    services.scan_version(_QUARANTINE, version_id=uuid.UUID(version_id), now=now())


@task("documents.scan_waiting", lock="documents.scan_waiting", every="*/5 * * * *")
def scan_waiting(timestamp: int, **_later: Any) -> None:
    services.scan_waiting(_QUARANTINE, now=now())


@task(services.DESTROY)
def destroy(version_ids: list[str], **_later: Any) -> None:
    services.destroy(system("LPD 6 al. 4"), version_ids=[uuid.UUID(version_id) for version_id in version_ids])
