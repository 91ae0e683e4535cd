"""The way to a file for whoever would send something in place of its person."""

import datetime

from tandem.assistance.confirmations.types import Kind
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting


def open_in_place(acting: Acting, kind: Kind, subject: str, person_id: int, now: datetime.datetime) -> Acting:
    """The person's file for what is to be sent. Raises Hidden for everybody but a helper alone under a mandate."""
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    owner, purpose = kind.area(subject)
    if owner is not None and owner != person_id:
        raise Hidden
    file = open_file(acting, person_id, purpose, now=now)
    if not file.is_in_place:
        raise Hidden
    return file
