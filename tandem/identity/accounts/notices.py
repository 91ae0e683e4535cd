"""What follows from the news of Django and django-allauth."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from tandem.foundation.clock import now
from tandem.foundation.queue import enqueue_on_commit
from tandem.identity.access.types import system
from tandem.identity.accounts import selectors, services, sessions, wording
from tandem.identity.accounts.models import User

BY_LAW = system("LPD 8")


def tell_new_address(
    user: User, to_email_address: EmailAddress, from_email_address: EmailAddress | None = None, **_facts: Any
) -> None:
    """The old address hears of a change from django-allauth itself; without one, the phone or the letter-box does."""
    if from_email_address is None:
        services.tell_news(BY_LAW, user_id=user.pk, news=wording.ADDRESS_ADDED, now=now(), by_mail=False)
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


def follow_news(sender: object, *, outgoing_id: int, **_later: Any) -> None:
    """News of an account have left the house, or have not."""
    if selectors.carries_news(outgoing_id):
        enqueue_on_commit(services.FOLLOW_NEWS, outgoing_id=outgoing_id)
