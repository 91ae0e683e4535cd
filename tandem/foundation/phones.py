"""Phone numbers: kept in one form, shown in another."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

# What a number that is stored looks like (ITU-T E.164), for constraints.
E164 = r"^\+[1-9][0-9]{6,14}$"
_TAKES_SMS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def e164(typed: str) -> str:
    """The number as it is kept: "079 000 00 00" and "0041 79 000 00 00" are "+41790000000".

    Without a country code it is Swiss. Raises ValueError for what cannot be a phone number.
    """
    try:
        number = phonenumbers.parse(typed, "CH")
    except NumberParseException as wrong:
        raise ValueError("no phone number") from wrong
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise ValueError("no phone number")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def readable(number: str) -> str:
    """A kept number as people read it: "+41 79 000 00 00"; nothing for nothing."""
    if not number:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)


def takes_sms(number: str) -> bool:
    """Whether a text message can arrive at a kept number: a landline in Switzerland takes none."""
    return bool(number) and phonenumbers.number_type(phonenumbers.parse(number)) in _TAKES_SMS
