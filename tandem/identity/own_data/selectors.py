import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from tandem.foundation.prepared import RowsAmong
from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose, Retention
from tandem.identity.access.types import Acting
from tandem.identity.own_data.models import ClosedFile, Copy, Erasure
from tandem.identity.own_data.rules import erased_on
from tandem.identity.own_data.types import Closing


def everything(file: Acting) -> dict[str, list[dict[str, Any]]]:
    """All rows about the person whose own file is open, by model, as each feature hands them out; kinds without rows
    are left out."""
    person_id = file.file(Purpose.PERSONAL_DATA)
    found = {model: data.export(person_id) for model, data in registry.personal_data.items()}
    return {model: rows for model, rows in found.items() if rows}


# Whether a file is closed, at a glance (`people.selectors`).
CLOSED = "own_data.closed"


def all_closed() -> QuerySet[ClosedFile]:
    return ClosedFile.objects.all()


def closed_among(person_ids: Iterable[int]) -> set[int]:
    """Those of these persons whose file an office has closed; one query."""
    return set(_CLOSED.among(person_ids))


_CLOSED = RowsAmong(
    lambda **whose: ClosedFile.objects.filter(**whose).order_by("pk").values_list("person_id", flat=True), "person_id"
)


def copies(file: Acting, *, now: datetime.datetime) -> "QuerySet[Copy]":
    """The copies she asked for that still exist, the newest first, without their content."""
    own = Copy.objects.filter(person_id=file.file(Purpose.PERSONAL_DATA), ends_at__gt=now)
    return own.order_by("-asked_at", "-pk")


def ready_copy(file: Acting, copy_id: int, *, now: datetime.datetime) -> Copy:
    """A copy of hers that is ready. Raises Hidden."""
    found = copies(file, now=now).exclude(token=b"").filter(pk=copy_id).first()
    if found is None:
        raise Hidden
    return found


def closing_of(file: Acting) -> Closing | None:
    """When the opened file (`Purpose.ASSIGNMENT`) was closed, and what follows; None for an open one."""
    person_id = file.file(Purpose.ASSIGNMENT)
    closed = ClosedFile.objects.filter(person_id=person_id).order_by("pk").first()
    if closed is None:
        return None
    return Closing(
        closed_on=closed.closed_on,
        erased_on=erased_on(closed.closed_on, Retention.FILE),
        may_be_reopened=not Erasure.objects.filter(person_id=person_id).exists(),
    )
