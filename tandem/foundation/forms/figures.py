"""Numbers as people write them: 1'234.50, 1 234,50, CHF 1234.–, 80 %. What could mean two numbers is refused."""

import re
from typing import Any

from django import forms

# Between thousands: the apostrophes of keyboards and printers, and spaces of every width.
_APOSTROPHES = "'’‘´`"
_SPACES = " \t\u00a0\u2007\u2009\u202f"
_CURRENCY = re.compile(r"^(?:CHF|SFR\.?|FR\.?)\s*|\s*(?:CHF|SFR\.?|FR\.?)$", re.IGNORECASE)
# "1234.–", "1234.-", "1234,--": francs without centimes.
_NO_CENTS = re.compile(r"[.,]\s*[-–—]{1,2}$")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_THOUSANDS = 3


def as_figure(text: str) -> str | None:
    """The number that was meant, as Python reads it: "1'234,50" is "1234.50". None where that is not certain.

    The last of point and comma stands before the decimals; apostrophes, spaces and the other of the two part
    thousands, and only groups of three. One comma before exactly three digits could be either: "1,234" is no number.
    """
    text = _NO_CENTS.sub("", _CURRENCY.sub("", text.strip()).strip()).removesuffix("%").strip()
    whole, mark, decimals = _parted(text)
    if mark == "," and len(decimals) == _THOUSANDS and not set(whole) & set(_APOSTROPHES + _SPACES + "."):
        return None
    joined = _joined(whole)
    if joined is None:
        return None
    figure = f"{joined}.{decimals}" if mark else joined
    return figure if _PLAIN.fullmatch(figure) else None


def _parted(text: str) -> tuple[str, str, str]:
    """Before the decimal mark, the mark, the decimals; a mark that stands twice parts thousands."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0 or text.count(text[last]) > 1:
        return text, "", ""
    return text[:last], text[last], text[last + 1 :]


def _joined(whole: str) -> str | None:
    """The digits before the decimals without what parts thousands; None where they are not parted by thousands."""
    parts = [part for part in set(whole) if part in _APOSTROPHES + _SPACES + ".,"]
    if not parts:
        return whole
    if len(parts) > 1:
        return None
    first, *others = whole.split(parts[0])
    if not 1 <= len(first.lstrip("+-")) <= _THOUSANDS or any(len(group) != _THOUSANDS for group in others):
        return None
    return "".join([first, *others])


class _Written(forms.Field):
    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            figure = as_figure(value)
            if figure is None:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = figure
        return super().to_python(value)


class FigureField(_Written, forms.DecimalField):
    """An exact number with decimals; gives a Decimal."""


class WholeField(_Written, forms.IntegerField):
    """A whole number; gives an int."""
