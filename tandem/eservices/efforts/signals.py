"""What others may listen to. Ids only, after the commit."""

from django.dispatch import Signal

# proof_id, person_id, month (its first day); automatic: whether the platform transmitted it after the due date
proof_filed = Signal()
