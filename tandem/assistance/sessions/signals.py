"""News from assisted sessions, sent once their transaction is committed. Receivers get ids and moments."""

from django.dispatch import Signal

# session_id: int, at: datetime: the person has let the helper in, or has proved that she is there
session_started = Signal()
# session_id: int, at: datetime: hands, minutes, presence or a mark beside a question have changed
session_changed = Signal()
# session_id: int, at: datetime
session_ended = Signal()
