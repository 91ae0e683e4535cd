from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.identity.organisations.rules import uid_digits


def check_uid(text: str) -> None:
    """Raises ValidationError unless the check digit is right and the number is stored as CHE and nine digits."""
    try:
        kept = uid_digits(text)
    except ValueError:
        kept = ""
    if kept != text:
        raise ValidationError(
            _("A UID is CHE and nine digits, for example CHE-109.322.551. Copy it from a letter or an invoice."),
            code="uid",
        )


class UidField(models.CharField):
    """ "CHE109322551"; a number typed with dashes, points or an addition (MWST, TVA, IVA) is taken, too."""

    default_validators = [check_uid]

    def __init__(self, *args: object, **options: object) -> None:
        options["max_length"] = 12
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, options

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        try:
            return uid_digits(text) if text else None
        except ValueError:
            return text  # the validator says what is wrong
