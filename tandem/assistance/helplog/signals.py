"""News from the help log. Receivers get ids and plain values; they run in the transaction of the verb."""

from django.dispatch import Signal

# person_id: int, note_id: int, theme: Theme, level: Presence, at: datetime. A helper noted how far a person did
# something herself; what noted itself is not announced: who was there has said so already.
help_noted = Signal()
# person_id: int, note_id: int. A note counts no more: it was taken back or erased, or the person contests it.
help_withdrawn = Signal()
