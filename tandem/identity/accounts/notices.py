"""What follows from the news of Django and django-allauth."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from tandem.foundation.clock import now
from tandem.identity.accounts import sessions
from tandem.identity.accounts.models import User


def tell_new_address(user: User, to_email_address: EmailAddress, **_facts: Any) -> None:
    """The old address hears of a change from django-allauth itself."""
    get_adapter().send_notification_mail("account/email/email_changed_new", user, email=to_email_address.email)


def tell_of_login_name(user: User, **_facts: Any) -> None:
    get_adapter().send_notification_mail("account/email/login_name_changed", user)


def list_session(request: HttpRequest, user: User, **_facts: Any) -> None:
    """Whoever logged in, by whichever way, has an open session."""
    sessions.begin(request, user, now())


def rotate_session(request: HttpRequest, *, reauthenticated: bool = False, **_facts: Any) -> None:
    """Who may do more than before gets a new key: one that somebody read before opens nothing."""
    if reauthenticated:
        request.session.cycle_key()


def end_other_sessions(request: HttpRequest, user: User, **_facts: Any) -> None:
    """A new password ends what was opened with the old one; Django's check would only end it at its next use."""
    sessions.end_others_of(user.pk, session_key=request.session.session_key)
