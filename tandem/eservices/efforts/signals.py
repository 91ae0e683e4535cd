"""What others may listen to. Ids only, after the commit."""

from django.dispatch import Signal

# proof_id, automatic: whether the platform transmitted it in the night after the due date
proof_filed = Signal()
