import uuid
from typing import Any

from tandem.eservices.procedures import services
from tandem.eservices.procedures.deadlines import ARTICLE as TO_INFORM
from tandem.eservices.procedures.services.automatic import FILE_DUE
from tandem.eservices.procedures.services.dropping import DROP
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system

ARTICLE = "OACI 26 al. 2"
TO_DESTROY = "LPD 6 al. 4"


@task("procedures.file_all_due", lock="procedures.file_all_due", every="15 * * * *")
def file_all_due(timestamp: int, **_later: Any) -> None:
    """Every hour, so that a night without a worker is caught up at once; right after midnight nothing is left."""
    services.file_all_due(system(ARTICLE), now=now())


@task("procedures.drop_all_unused", lock="procedures.drop_all_unused", every="27 2 * * *")
def drop_all_unused(timestamp: int, **_later: Any) -> None:
    services.drop_all_unused(system(TO_DESTROY), now=now())


@task(DROP)
def drop_document(document_id: str) -> None:
    services.drop_unused(system(TO_DESTROY), document_id=uuid.UUID(document_id), now=now())


@task("procedures.tell_received")
def tell_received(filing_id: int) -> None:
    services.tell_received(system(TO_INFORM), filing_id=filing_id, now=now())


@task("procedures.tell_handed_in")
def tell_handed_in(handed_in_id: int) -> None:
    services.tell_handed_in(system(TO_INFORM), handed_in_id=handed_in_id, now=now())


@task(FILE_DUE)
def file_due(draft_id: int) -> None:
    services.file_due(system(ARTICLE), draft_id=draft_id, now=now())
