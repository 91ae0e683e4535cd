"""What comes back into the house. Receivers run before the gateway is answered; a second copy may come."""

from django.dispatch import Signal

# phone: str as the gateway writes the number, text: str, now: datetime
sms_received = Signal()
