from django.utils.translation import gettext_lazy as _

from tandem.foundation import phones
from tandem.foundation.one_form import OneFormField, require_form
from tandem.identity.people import rules


def check_avs_number(text: str) -> None:
    """Raises ValidationError unless the check digit is right and the number is stored as 13 digits."""
    sentence = _("An AVS number has 13 digits and starts with 756. Copy it from the insurance card.")
    require_form(text, rules.avs_number, sentence=sentence, code="avs_number")


class AvsNumberField(OneFormField):
    """13 digits without points; a number typed with points is taken, too."""

    length = 13
    one_form = staticmethod(rules.avs_number)
    default_validators = [check_avs_number]


def check_phone(text: str) -> None:
    """Raises ValidationError unless it is a number that can be called, as `foundation.phones` keeps it."""
    sentence = _("This cannot be a phone number. Write it as on a card, for example 079 123 45 67.")
    require_form(text, phones.e164, sentence=sentence, code="phone")


class PhoneField(OneFormField):
    """A phone number in one form (E.164), however it was typed."""

    length = 16
    one_form = staticmethod(phones.e164)
    default_validators = [check_phone]
