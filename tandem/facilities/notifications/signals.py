"""What others may listen to. Ids only, after the commit."""

from django.dispatch import Signal

# message_id: int, person_id: int, presence: Presence, at: datetime: she has read it on her own pages, the first time
message_read = Signal()
