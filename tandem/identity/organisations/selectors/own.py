"""What an account may join, and as what it helps on its own."""

import datetime

from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.organisations.models import AccessCode, HelperProfile, Invitation


def own_profile(acting: Acting) -> HelperProfile | None:
    """What the account has said about helping on its own; at rest or not. Raises Hidden for a visitor."""
    if acting.user_id is None:
        raise Hidden
    return HelperProfile.objects.filter(user_id=acting.user_id, ends_before=None).order_by("pk").first()


def invitations_for(acting: Acting, *, now: datetime.datetime) -> list[Invitation]:
    """What the account itself is invited to. Raises Hidden for a visitor."""
    if acting.user_id is None:
        raise Hidden
    waiting = Invitation.objects.open(at=now).filter(user_id=acting.user_id, organisation__blocked_at=None)
    return list(waiting.select_related("organisation").order_by("invited_at", "pk"))


def code_is_awaited(acting: Acting, *, now: datetime.datetime) -> bool:
    """Whether a letter with a code for this account is on its way. Raises Hidden for a visitor."""
    if acting.user_id is None:
        raise Hidden
    return AccessCode.objects.filter(user_id=acting.user_id, used_at=None, expires_at__gt=now).exists()
