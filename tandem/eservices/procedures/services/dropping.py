"""Documents that were added to a form and never went with one come to an end (ADR 0188)."""

import datetime
import uuid

from django.db import transaction

from tandem.eservices.procedures.selectors.nightly import documents_to_drop
from tandem.facilities.documents import services as documents
from tandem.foundation.queue import enqueue_once_on_commit
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.services import file_to_act_on
from tandem.identity.access.types import Acting

# The job that drops one document.
DROP = "procedures.drop_document"


@transaction.atomic
def drop_all_unused(acting: Acting, *, now: datetime.datetime) -> int:
    """Ask for one job for each document that is to be dropped; returns their number. Raises Hidden for others."""
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    found = documents_to_drop(now=now)
    for document_id, _person_id, _purpose in found:
        enqueue_once_on_commit(DROP, document_id=str(document_id))
    return len(found)


@transaction.atomic
def drop_unused(acting: Acting, *, document_id: uuid.UUID, now: datetime.datetime) -> bool:
    """Drop one of them, unless a form has come to need it meanwhile. Raises Hidden for others than the platform."""
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    for found, person_id, purpose in documents_to_drop(now=now, document_id=document_id):
        documents.forget(file_to_act_on(acting, person_id, purpose, now=now), document_id=found, now=now)
        return True
    return False
