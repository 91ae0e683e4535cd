"""What the calculators may read of the person who asks."""

import datetime
from typing import Any

from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary


def own_age(acting: Acting, now: datetime.datetime) -> dict[str, Any]:
    """Her age today, for the question `age`; nothing while the date of birth is not known."""
    born = person_summary(open_own_file(acting, Purpose.PERSONAL_DATA, now=now)).birth_date
    if born is None:
        return {}
    today = day_of(now)
    return {"age": today.year - born.year - ((today.month, today.day) < (born.month, born.day))}
