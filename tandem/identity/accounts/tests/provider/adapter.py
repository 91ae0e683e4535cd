from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

from tandem.identity.accounts.tests.provider import ISSUER_LEVEL


class LevelAdapter(DefaultOIDCAdapter):
    """Says how surely it knows somebody, whatever level was asked for: as a visitor could have lowered it."""

    def get_claims(self, purpose: Any, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        claims = super().get_claims(purpose, user, *args, **kwargs)
        return claims | {"acr": ISSUER_LEVEL + user.first_name, "email": "mila@example.com", "email_verified": True}
