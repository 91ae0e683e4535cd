"""What others may listen to. Ids only, after the commit. Measured apart from help: a look is the person's own way."""

from django.dispatch import Signal

# look_id: int, at: datetime
look_asked = Signal()
# look_id: int, at: datetime
look_answered = Signal()
