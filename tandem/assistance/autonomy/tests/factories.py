"""Paths made by the verbs that make them in life."""

import datetime

from tandem.assistance.autonomy import services
from tandem.assistance.autonomy.enums import Task
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.types import Terms

DAY = datetime.timedelta(days=1)
SEND_MONTH = Terms({Purpose.MONTHLY_FORM: Reach.SEND_WITH_CONFIRMATION}, Duration.SIX_MONTHS)


def own(person, *, now=NOON):
    return open_own_file(acting_as(person, now=now), Purpose.HELP, now=now)


def helping(helper, person, *, now=NOON):
    return open_file(helper, person.pk, Purpose.HELP, now=now)


def noted(person, *levels, task=Task.MONTHLY_FORM, since=NOON):
    """Observations a day apart, the oldest first."""
    for number, level in enumerate(levels or [Presence.ALONE]):
        services.record(person.pk, task, level, since + number * DAY, f"test {task} {number}")
