import re

from tandem.foundation.sending.models import Outgoing


def mails_to(address):
    """What waits to be sent to this address, the oldest first."""
    return [mail for mail in Outgoing.objects.order_by("pk") if mail.recipient == address]


def code_sent_to(address):
    """The latest code that a mail to this address holds."""
    return re.search(r"^ +(\d{6})$", mails_to(address)[-1].body, re.MULTILINE).group(1)
