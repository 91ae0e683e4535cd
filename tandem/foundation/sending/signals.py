"""What comes back into the house."""

from django.dispatch import Signal

# Receivers run before the gateway is answered; a second copy may come.
# phone: str as the gateway writes the number, text: str, now: datetime
sms_received = Signal()

# A message left, arrived or failed. Sent in the transaction that notes it: a receiver notes what it must there too, or
# asks the queue for it, so that neither is lost without the other. outgoing_id: int, now: datetime
settled = Signal()
