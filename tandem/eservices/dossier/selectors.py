"""Questions about transmissions. The person asks about hers; an office or a fund about what was sent to it."""

import datetime
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from tandem.eservices.dossier.enums import Recipient
from tandem.eservices.dossier.models import SentVersion, Transmission
from tandem.eservices.dossier.types import Sent
from tandem.facilities.receipts.selectors import shown
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people import selectors as people

DESKS = {Capacity.COUNSELLOR: Recipient.OFFICE, Capacity.FUND_OFFICER: Recipient.FUND}
SHOWN = 100


def sent_by_person(acting: Acting) -> list[Sent]:
    """All she sent, the latest first; one query."""
    if acting.capacity in DESKS:
        raise Hidden
    rows = _rows().filter(person_id=acting.file(Purpose.DOSSIER))
    return [_sent(row) for row in rows]


def transmission(acting: Acting, number: str) -> Sent:
    """The transmission of a receipt in the opened file; for a desk, only one that was sent to it. Raises Hidden."""
    rows = _rows().filter(person_id=acting.file(Purpose.DOSSIER), receipt__number=number)
    if acting.capacity in DESKS:
        rows = rows.filter(**_to(acting))
    found = rows.first()
    if found is None:
        raise Hidden
    return _sent(found)


def presence_of(acting: Acting, number: str) -> Presence:
    """How the person sent it; for her and her helper alone. Raises Hidden, also for a desk."""
    if acting.capacity in DESKS:
        raise Hidden
    found = Transmission.objects.filter(person_id=acting.file(Purpose.DOSSIER), receipt__number=number)
    for presence in found.order_by("pk").values_list("presence", flat=True):
        return Presence(presence)
    raise Hidden


def received(acting: Acting, *, now: datetime.datetime) -> list[Sent]:
    """The latest that was sent to this desk: for a counsellor by the persons of her files. It opens no file, and gives
    no document. Raises Hidden for whoever sits at no desk."""
    if acting.capacity not in DESKS:
        raise Hidden
    rows = _rows().filter(**_to(acting)).defer("payload")
    if acting.capacity is Capacity.COUNSELLOR:
        rows = rows.filter(person_id__in=[person.person_id for person in people.caseload(acting, now)])
    return [_sent(row, payload=False) for row in rows[:SHOWN]]


def person_of(number: str) -> int:
    """Whose transmission a receipt stands for: what the gate is asked for. Raises Hidden."""
    found = Transmission.objects.filter(receipt__number=number).values_list("person_id", flat=True).first()
    if found is None:
        raise Hidden
    return found


def was_sent_to(acting: Acting, version_id: uuid.UUID) -> bool:
    """Whether the desk that asks was sent this version: the answer that opens a document to it."""
    if acting.capacity not in DESKS:
        return False
    to = {f"transmission__{key}": value for key, value in _to(acting).items()}
    return SentVersion.objects.filter(version_id=version_id, **to).exists()


def were_sent(version_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these versions that anybody was sent: their content is kept."""
    rows = SentVersion.objects.filter(version_id__in=list(version_ids)).order_by("version_id")
    return set(rows.values_list("version_id", flat=True))


def _to(acting: Acting) -> dict[str, object]:
    return {"organisation_id": acting.organisation_id, "recipient": DESKS[acting.capacity]}


def _rows() -> QuerySet[Transmission]:
    return Transmission.objects.select_related("organisation", "receipt").order_by("-sent_at", "-pk")


def _sent(row: Transmission, *, payload: bool = True) -> Sent:
    return Sent(
        number=row.receipt.number,
        person_id=row.person_id,
        recipient=Recipient(row.recipient),
        organisation=row.organisation.name,
        sent_at=row.sent_at,
        payload=row.payload if payload else {},
        receipt=shown(row.receipt),
    )


def desk_of(acting: Acting) -> Recipient:
    """As what somebody receives. Raises Hidden for whoever sits at no desk."""
    if acting.capacity not in DESKS:
        raise Hidden
    return DESKS[acting.capacity]
