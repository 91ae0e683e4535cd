import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.own_data.models import Copy


def everything(file: Acting) -> dict[str, list[dict[str, Any]]]:
    """All rows about the person whose own file is open, by model, as each feature hands them out; kinds without rows
    are left out."""
    person_id = file.file(Purpose.PERSONAL_DATA)
    found = {model: data.export(person_id) for model, data in registry.personal_data.items()}
    return {model: rows for model, rows in found.items() if rows}


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
