import datetime

from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import OWN_RIGHT, Acting
from tandem.identity.people.models import Person


def own_hat(user_id: int, now: datetime.datetime) -> list[Acting]:
    """The person acting for herself, when the account is hers."""
    people = Person.objects.filter(user_id=user_id).order_by("pk").values_list("pk", flat=True)
    return [
        Acting(capacity=Capacity.SELF, user_id=user_id, person_id=person_id, authority=OWN_RIGHT)
        for person_id in people
    ]
