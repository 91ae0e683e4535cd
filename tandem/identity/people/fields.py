from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.foundation import phones
from tandem.identity.people import rules


def check_avs_number(text: str) -> None:
    """Raises ValidationError unless the check digit is right and the number is stored as 13 digits."""
    try:
        digits = rules.avs_number(text)
    except ValueError:
        digits = ""
    if digits != text:
        raise ValidationError(
            _("An AVS number has 13 digits and starts with 756. Copy it from the insurance card."), code="avs_number"
        )


class AvsNumberField(models.CharField):
    """13 digits without points; a number typed with points is taken, too."""

    default_validators = [check_avs_number]

    def __init__(self, *args: object, **options: object) -> None:
        options["max_length"] = 13
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, options

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        try:
            return rules.avs_number(text) if text else None
        except ValueError:
            return text  # the validator says what is wrong


def check_phone(text: str) -> None:
    """Raises ValidationError unless it is a number that can be called, as `foundation.phones` keeps it."""
    try:
        kept = phones.e164(text)
    except ValueError:
        kept = ""
    if kept != text:
        raise ValidationError(
            _("This cannot be a phone number. Write it as on a card, for example 079 123 45 67."), code="phone"
        )


class PhoneField(models.CharField):
    """A phone number in one form (E.164), however it was typed."""

    default_validators = [check_phone]

    def __init__(self, *args: object, **options: object) -> None:
        options["max_length"] = 16
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, options

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        try:
            return phones.e164(text) if text else text
        except ValueError:
            return text  # the validator says what is wrong
