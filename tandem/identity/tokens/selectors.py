"""Questions about the keys of an account."""

from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.tokens.models import Token


def tokens_of(acting: Acting) -> list[Token]:
    """The keys of the account at the keyboard, those that were ended last."""
    if acting.user_id is None:
        raise Hidden
    return list(Token.objects.filter(user_id=acting.user_id).order_by("revoked_at", "-created_at", "-pk")[:50])
