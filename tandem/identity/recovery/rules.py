"""How long a recovery waits, and for how long it can be taken up. No database, no clock."""

import datetime
import re

# Nobody hears of it sooner than a letter arrives where there is neither e-mail nor phone.
WAIT_FOR_A_LETTER = datetime.timedelta(days=4)
LIFE = datetime.timedelta(days=14)

# Readable signs only: the code stands in a letter and is typed at a screen or said on the phone.
STOP_LETTERS = "ACEFGHJKMNPRTWXY34679"
STOP_LENGTH = 10


def ready_at(begun_at: datetime.datetime, wait: datetime.timedelta, *, is_heard_at_once: bool) -> datetime.datetime:
    """From when on the recovery may be completed: hours as they pass, whatever the clock on the wall does.

    `wait` is how long whoever is impersonated at a desk has to hear of it and to stop it.
    """
    return begun_at + (wait if is_heard_at_once else max(wait, WAIT_FOR_A_LETTER))


def lapses_at(ready_at: datetime.datetime) -> datetime.datetime:
    return ready_at + LIFE


def stop_code_as_typed(typed: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", typed.upper())
