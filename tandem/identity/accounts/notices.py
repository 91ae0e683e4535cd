"""What the owner of an account is told about it. The old address hears of a change from django-allauth itself."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress

from tandem.identity.accounts.models import User


def tell_new_address(user: User, to_email_address: EmailAddress, **_facts: Any) -> None:
    """django-allauth's `email_changed`."""
    get_adapter().send_notification_mail("account/email/email_changed_new", user, email=to_email_address.email)
