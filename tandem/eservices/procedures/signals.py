"""News from the procedures, sent once their transaction is committed. Receivers get ids and plain values."""

from django.dispatch import Signal

# draft_id: int, field: str, revision: int, user_id: int | None, presence: Presence
answer_written = Signal()
# draft_id: int: somebody with a mandate asks the person to confirm before it is filed
confirmation_asked = Signal()
# draft_id: int: a form that was not sent is gone
discarded = Signal()
# filing_id, draft_id, person_id: int; made: HowMade; has: which marks she had rows of (`PersonSummary`)
filed = Signal()
# filing_id: int
withdrawn = Signal()
