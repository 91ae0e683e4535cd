"""What others may listen to. Ids and words of the law only, after the commit."""

from django.dispatch import Signal

# entry_id: int, person_id: int, verb: str, capacity: Capacity, presence: Presence, object_id: str, at: datetime.
# That somebody acted in a file. Who listens is told of the act, and never reads the ledger.
acted = Signal()
