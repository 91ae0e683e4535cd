"""How much one holder of a ticket may ask of the live process. No Django, no clock."""

import dataclasses

BODY = 32_768  # bytes of one request
MESSAGES = 40  # keystrokes in one request
FIELD = 200  # characters of a field's name
VALUE = 4_000  # characters of what stands in a question's fields
PATH = 300  # characters of a page's address
BODY_SECONDS = 5.0  # in which a request must have come
PER_SECOND, BURST = 30.0, 120.0  # keystrokes of one role on one topic
STREAMS_EACH = 4  # of one role on one topic; the oldest gives way
STREAMS = 4_000  # of one process
WAITING = 200  # events that one slow browser may leave lying
HEARTBEAT = 15.0  # seconds
RENEW_BEFORE = 30.0  # seconds before a ticket is over


@dataclasses.dataclass
class Bucket:
    """Tokens that come back at a steady pace: short bursts pass, floods do not."""

    tokens: float = BURST
    at: float = 0.0

    def take(self, number: int, *, at: float) -> bool:
        """Whether `number` tokens are there at the moment `at` (seconds that never go back); takes them if so."""
        self.tokens = min(BURST, self.tokens + max(0.0, at - self.at) * PER_SECOND)
        self.at = at
        if self.tokens < number:
            return False
        self.tokens -= number
        return True
