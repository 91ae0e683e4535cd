"""What django-allauth's second factors leave to us: secrets at rest, pictures, names."""

import io
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.foundation import secrets
from tandem.identity.factors import selectors

NAME = "Tandem"
_SECRETS = ("secret", "seed")


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return NAME

    def build_totp_svg(self, url: str) -> str:
        picture = io.BytesIO()
        segno.make(url, micro=False).save(picture, kind="svg", scale=4, border=4, dark="#14212B", light="#fff")
        return picture.getvalue().decode()

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Codes by SMS and printed lists count, too. Of types, those that take a typed code count as the app does:

        otherwise somebody who has an SMS and no password would never be asked to prove herself again.
        """
        if user.is_anonymous:
            return False
        if types is None or Authenticator.Type.TOTP in types:
            return selectors.has_second_factor(user.pk)
        return super().is_mfa_enabled(user, types)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's
        return _("Key %(number)d") % {"number": len(selectors.keys_of(user.pk)) + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": NAME}


def reencrypt() -> int:
    """Write the secrets of apps and recovery codes anew under the first key; returns how many were written."""
    with_secrets = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return sum(_reencrypt_one(pk) for pk in with_secrets.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _reencrypt_one(pk: int) -> int:
    row = Authenticator.objects.select_for_update().filter(pk=pk).order_by("pk").first()
    fresh = {name: secrets.renewed(row.data[name]) for name in _SECRETS if name in row.data} if row else {}
    changed = {name: token for name, token in fresh.items() if token}
    if row and changed:
        row.data |= changed
        row.save(update_fields=["data"])
    return len(changed)
