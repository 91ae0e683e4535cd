from django.utils.translation import gettext_lazy as _

from tandem.foundation.one_form import OneFormField, require_form
from tandem.identity.organisations.rules import uid_digits


def check_uid(text: str) -> None:
    """Raises ValidationError unless the check digit is right and the number is stored as CHE and nine digits."""
    sentence = _("A UID is CHE and nine digits, for example CHE-109.322.551. Copy it from a letter or an invoice.")
    require_form(text, uid_digits, sentence=sentence, code="uid")


class UidField(OneFormField):
    """ "CHE109322551"; a number typed with dashes, points or an addition (MWST, TVA, IVA) is taken, too."""

    length = 12
    one_form = staticmethod(uid_digits)
    default_validators = [check_uid]
