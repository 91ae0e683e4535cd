"""News from mandates, sent once their transaction is committed. Receivers get ids and moments."""

from django.dispatch import Signal

# mandate_id: int, at: datetime: it ended, or a helper or an area was taken out of it
mandate_narrowed = Signal()
