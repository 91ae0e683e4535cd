import datetime
from typing import Any

from django.db.models import F, QuerySet

from tandem.identity.access.enums import Capacity
from tandem.identity.access.registry import Hats, hat_rows
from tandem.identity.access.types import OWN_RIGHT, Acting, HatRow
from tandem.identity.people.models import Person


def _own(user_id: int, on: datetime.date) -> QuerySet[Any]:
    return hat_rows(Person.objects.filter(user_id=user_id), person_id=F("pk"), row=F("pk"))


def _herself(user_id: int, row: HatRow) -> Acting:
    return Acting(capacity=Capacity.SELF, user_id=user_id, person_id=row.person_id, authority=OWN_RIGHT)


# The person acting for herself, when the account is hers.
OWN = Hats(_own, _herself)
