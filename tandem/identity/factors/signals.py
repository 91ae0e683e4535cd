"""News from second factors. Receivers get ids and plain values; they run in the transaction of the verb."""

from django.dispatch import Signal

# user_id: int, subject: str, text: str, now: datetime. Sent when the account has neither e-mail nor verified phone:
# whoever knows the owner's address can write her a letter.
note_without_channel = Signal()
