"""What follows from the news of Django and django-allauth."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from tandem.foundation.clock import now
from tandem.foundation.sending.services import send_sms
from tandem.identity.accounts import sessions, signals, wording
from tandem.identity.accounts.models import User


def tell_new_address(
    user: User, to_email_address: EmailAddress, from_email_address: EmailAddress | None = None, **_facts: Any
) -> None:
    """The old address hears of a change from django-allauth itself; without one, the phone or the letter-box does."""
    if from_email_address is None:
        tell_without_email(user, wording.ADDRESS_ADDED)
    get_adapter().send_notification_mail("account/email/email_changed_new", user, email=to_email_address.email)


def tell_of_login_name(user: User, **_facts: Any) -> None:
    if not user.email:
        tell_without_email(user, wording.LOGIN_NAME_CHANGED)
        return
    get_adapter().send_notification_mail("account/email/login_name_changed", user)


def list_session(request: HttpRequest, user: User, **_facts: Any) -> None:
    """Whoever logged in, by whichever way, has an open session."""
    sessions.begin(request, user, now())


def rotate_session(request: HttpRequest, *, reauthenticated: bool = False, **_facts: Any) -> None:
    """Who may do more than before gets a new key: one that somebody read before opens nothing."""
    if reauthenticated:
        request.session.cycle_key()


def tell_of_password(user: User, **_facts: Any) -> None:
    """Whoever has an e-mail address hears of it from django-allauth itself."""
    if not user.email:
        tell_without_email(user, wording.PASSWORD_CHANGED)


def tell_without_email(user: User, happened: str | Promise) -> None:
    """By SMS to the verified phone; otherwise whoever knows the owner's address writes a letter."""
    moment = now()
    with override(user.language):
        advice = gettext("If this was not you: tell your office at once.")
        if user.phone and user.phone_verified_at:
            send_sms(to=user.phone, text=f"Tandem: {happened} {advice}", topic="accounts.news", now=moment)
            return
        signals.news_without_channel.send(
            sender=User,
            user_id=user.pk,
            subject=gettext("Your account was changed"),
            text=f"{happened}\n\n{advice}",
            now=moment,
        )


def end_other_sessions(request: HttpRequest, user: User, **_facts: Any) -> None:
    """A new password ends what was opened with the old one; Django's check would only end it at its next use."""
    sessions.end_others_of(user.pk, session_key=request.session.session_key)
