"""How many attempts somebody has, counted where parallel attempts cannot outrun the count.

Not in the cache: it forgets its oldest entries when it is full, so that an attacker could push his own count out, and
its counter reads and writes in two steps.
"""

import dataclasses
import datetime
import operator

from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext_lazy

from tandem.foundation.limits.models import AttemptCount
from tandem.foundation.prepared import ask
from tandem.foundation.refusals import Refusal

_CLAIM = """
INSERT INTO limits_attemptcount AS counted (key, number, ends_at)
SELECT wanted.key, 1, wanted.ends_at FROM unnest(%s::varchar[], %s::timestamptz[]) AS wanted (key, ends_at)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN counted.ends_at <= %s THEN 1 ELSE counted.number + 1 END,
    ends_at = CASE WHEN counted.ends_at <= %s THEN excluded.ends_at ELSE counted.ends_at END
RETURNING key, number, ends_at
"""
_FORGET = "DELETE FROM limits_attemptcount WHERE key = %s"


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
        return claim((self, parts), now=now)

    def count(self, *parts: str, now: datetime.datetime) -> "Claim":
        """The same; also says whether it is the first attempt since the window began."""
        return count((self, parts), now=now)

    def forget(self, *parts: str) -> None:
        """Give all attempts back: whoever came through is no guesser.

        Whoever came through at the first attempt of a window (`Claim.is_first`) need not: it stays counted, in place
        of one of the next ones, and a statement that writes is saved at each log-in. The next time it is given back.
        """
        # Nothing hangs on a count: one statement, no transaction of its own around it.
        ask(_FORGET, [self._key(parts)])

    def _key(self, parts: tuple[str, ...]) -> str:
        # Neither a name nor an address stands in the table: the key means nothing without the platform's secret.
        return salted_hmac(f"attempts.{self.name}", "\x00".join(parts), algorithm="sha256").hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """An attempt that was counted: how long to wait, nothing when it was free; whether it was the window's first."""

    wait: datetime.timedelta
    is_first: bool


def claim(*wanted: tuple[Limit, tuple[str, ...]], now: datetime.datetime) -> datetime.timedelta:
    """Use one attempt of each of these limits, in one statement; return the longest of their waits.

    The counts are changed in the order of their keys, so that two at once never wait for each other crosswise.
    """
    return count(*wanted, now=now).wait


def count(*wanted: tuple[Limit, tuple[str, ...]], now: datetime.datetime) -> Claim:
    """The same; also says whether it is the first attempt at the first of them since its window began."""
    keyed = [(limit._key(parts), limit) for limit, parts in wanted]
    limits = dict(sorted(keyed, key=operator.itemgetter(0)))
    ends = [now + one.window for one in limits.values()]
    counted = {key: (number, ends_at) for key, number, ends_at in ask(_CLAIM, (list(limits), ends, now, now))}
    waits = (ends_at - now for key, (number, ends_at) in counted.items() if number > limits[key].attempts)
    return Claim(max(waits, default=datetime.timedelta()), is_first=counted[keyed[0][0]][0] == 1)


def forget_ended(now: datetime.datetime) -> int:
    """Drop the counts whose window is over; returns their number."""
    return AttemptCount.objects.filter(ends_at__lte=now).delete()[0]
