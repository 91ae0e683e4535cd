from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

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
