"""How many attempts somebody has, counted where parallel attempts cannot outrun the count.

Not in the cache: it forgets its oldest entries when it is full, so that an attacker could push his own count out, and
its counter reads and writes in two steps.
"""

import dataclasses
import datetime
from typing import Any

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext_lazy

from tandem.foundation.limits.models import AttemptCount
from tandem.foundation.refusals import Refusal

_CLAIM = """
INSERT INTO limits_attemptcount AS counted (key, number, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN counted.ends_at <= %(now)s THEN 1 ELSE counted.number + 1 END,
    ends_at = CASE WHEN counted.ends_at <= %(now)s THEN excluded.ends_at ELSE counted.ends_at END
RETURNING number, ends_at
"""


class TooManyAttempts(Refusal):
    """`wait` is how long until the next attempt counts as a first one."""

    def __init__(self, wait: datetime.timedelta) -> None:
        minutes = max(1, -(-wait // datetime.timedelta(minutes=1)))
        message = ngettext_lazy(
            "Too many attempts. Nothing was changed. Wait %(minutes)d minute, then try again.",
            "Too many attempts. Nothing was changed. Wait %(minutes)d minutes, then try again.",
            "minutes",
        )
        super().__init__(message % {"minutes": minutes})
        self.wait = wait


@dataclasses.dataclass(frozen=True, slots=True)
class Limit:
    """`attempts` within `window`, counted for each key apart. The window starts with the first attempt."""

    name: str
    attempts: int
    window: datetime.timedelta

    def claim(self, *parts: str, now: datetime.datetime) -> datetime.timedelta:
        """Use one attempt of the key that `parts` make; return how long to wait, nothing when it was free."""
        facts: dict[str, Any] = {"key": self._key(parts), "ends_at": now + self.window, "now": now}
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, facts)
            number, ends_at = cursor.fetchone()
        return ends_at - now if number > self.attempts else datetime.timedelta()

    def forget(self, *parts: str) -> None:
        """Give all attempts back: whoever came through is no guesser."""
        # Nothing hangs on a count: one statement, no transaction of its own around it.
        AttemptCount.objects.filter(key=self._key(parts))._raw_delete(connection.alias)

    def _key(self, parts: tuple[str, ...]) -> str:
        # Neither a name nor an address stands in the table: the key means nothing without the platform's secret.
        return salted_hmac(f"attempts.{self.name}", "\x00".join(parts), algorithm="sha256").hexdigest()


def forget_ended(now: datetime.datetime) -> int:
    """Drop the counts whose window is over; returns their number."""
    return AttemptCount.objects.filter(ends_at__lte=now).delete()[0]
