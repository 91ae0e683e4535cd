"""How tasks came about, read from what happened. Each act is noted once, for the person, and nowhere else."""

import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in

from tandem.assistance.autonomy import rules, services
from tandem.assistance.autonomy.enums import HELPERS_WORD, LEVELS, Task
from tandem.assistance.autonomy.tasks_of_forms import task_of_form
from tandem.assistance.helplog.signals import help_noted, help_withdrawn
from tandem.eservices.efforts.selectors import came_from_an_ad
from tandem.eservices.procedures.signals import filed
from tandem.eservices.procedures.types import HowMade
from tandem.facilities.notifications.signals import message_read
from tandem.foundation import clock
from tandem.foundation.aside import aside
from tandem.identity.access.enums import Capacity, Presence
from tandem.identity.access.signals import acted
from tandem.identity.people.selectors import reach_at_log_in

# The acts that are a task by themselves; a form is read from its answers (`note_filing`).
VERBS = {
    "efforts.note_effort": Task.EFFORTS,
    "efforts.file_proof": Task.PROOF,
    "documents.add": Task.UPLOAD,
    "procedures.hand_in": Task.UPLOAD,
}
# An office that types from paper, and the platform itself, did none of this for the person to learn from.
_COUNT = (Capacity.SELF, Capacity.HELPER)


def connect() -> None:
    acted.connect(note_act, dispatch_uid="autonomy.note_act")
    filed.connect(note_filing, dispatch_uid="autonomy.note_filing")
    message_read.connect(note_reading, dispatch_uid="autonomy.note_reading")
    user_logged_in.connect(note_log_in, dispatch_uid="autonomy.note_log_in")
    help_noted.connect(note_help, dispatch_uid="autonomy.note_help")
    help_withdrawn.connect(forget_help, dispatch_uid="autonomy.forget_help")


def note_act(
    sender: object,
    *,
    entry_id: int,
    person_id: int,
    verb: str,
    capacity: str,
    presence: str,
    object_id: str,
    at: datetime.datetime,
    **_later: Any,
) -> None:
    task = VERBS.get(verb)
    if task is None or capacity not in _COUNT or presence not in LEVELS:
        return
    level = _seen(Capacity(capacity), Presence(presence))
    services.record(person_id, task, level, at, f"{verb} {entry_id}")
    if task is Task.EFFORTS and came_from_an_ad(int(object_id)):
        services.record(person_id, Task.APPLY, level, at, f"{verb} {entry_id}")


def note_filing(sender: object, *, filing_id: int, made: HowMade, **_later: Any) -> None:
    if made.capacity not in _COUNT:
        return
    level = rules.level_of(_seen(made.capacity, made.sent), made.answers)
    if level is not None:
        services.record(made.person_id, task_of_form(made.key), level, made.filed_at, f"filing {filing_id}")


def note_reading(
    sender: object, *, message_id: int, person_id: int, presence: str, at: datetime.datetime, **_later: Any
) -> None:
    services.record(person_id, Task.READ_LETTER, Presence(presence), at, f"message {message_id}")


@aside("autonomy.note_log_in", writes_once=True)
def note_log_in(sender: object, *, user: Any, **_later: Any) -> None:
    """Nobody else can log in as her: a helper has a log-in of his own. Once a day is enough."""
    if found := reach_at_log_in(user):
        at = clock.now()
        services.record(found[0], Task.LOG_IN, Presence.ALONE, at, f"log-in {clock.day_of(at).isoformat()}")


def note_help(
    sender: object,
    *,
    person_id: int,
    note_id: int,
    theme: str,
    level: str | None,
    at: datetime.datetime,
    **_later: Any,
) -> None:
    """What a helper wrote down of what happened elsewhere: on paper, on the phone. Her word, until the person contests
    it. How somebody logs in is nobody's but her own to say.
    """
    if theme in Task.values and theme != Task.LOG_IN and level:
        services.record(person_id, Task(theme), Presence(level), at, f"{HELPERS_WORD}{note_id}")


def forget_help(sender: object, *, person_id: int, note_id: int, **_later: Any) -> None:
    services.forget(person_id, f"{HELPERS_WORD}{note_id}")


def _seen(capacity: Capacity, presence: Presence) -> Presence:
    """A helper who acts while the person is not there is never the person alone, whatever the act says."""
    alone = presence in (Presence.ALONE, Presence.SECOND_LOOK)
    return Presence.IN_PLACE if capacity is Capacity.HELPER and alone else presence
