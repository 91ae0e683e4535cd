"""Single values as senders write them, made plain. A wrong value raises `Rejected` with the field's name."""

import datetime
import difflib
import html
import math
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from tandem.market.ads.import_.rejected import Rejected

# Control characters, and halves of a surrogate pair: PostgreSQL refuses the first NUL and every half.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_EMAIL = re.compile(r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
# What needs no taking apart to be seen to be an address of the web.
_PLAIN_ADDRESS = re.compile(r"^https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#][\w./?#=&%+~:,;@-]*)?\Z", re.ASCII)
_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no"}
EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)
SHOWN = 60


def show(value: Any) -> str:
    """A value as a sentence may quote it."""
    text = _SPACES.sub(" ", _UNPRINTABLE.sub("", str(value))).strip()
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def paragraph(value: Any, field: str, *, limit: int) -> str:
    """A text of several lines, without control characters."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Rejected(field, f"A text is expected here, not {kind(value)}.")
    if len(value) > limit:
        raise Rejected(field, f"The text has {len(value)} characters; at most {limit} are possible.")
    if value.replace("\n", "").isprintable():
        return value.strip()
    return _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")).strip()


def line(value: Any, field: str, *, limit: int, cut: bool = False) -> str:
    """A text of one line; numbers are taken for text, as some senders write them. `cut` shortens, else it refuses."""
    if value is None:
        return ""
    if value.__class__ is not str and (isinstance(value, bool) or not isinstance(value, (str, int, float))):
        raise Rejected(field, f"A text is expected here, not {kind(value)}.")
    text = str(value).strip()
    # Nearly every line is clean, and looking costs a tenth of cleaning.
    if "  " in text or not text.isprintable():
        text = _SPACES.sub(" ", _UNPRINTABLE.sub("", text)).strip()
    if len(text) > limit:
        if not cut:
            raise Rejected(field, f"The text has {len(text)} characters; at most {limit} are possible.")
        return text[: limit - 1].rstrip() + "…"
    return text


def plain(value: str) -> str:
    """A line without tags and entities: titles come with either."""
    if "<" not in value and "&" not in value:
        return value
    import nh3  # noqa: PLC0415 - only some titles need it

    return _SPACES.sub(" ", html.unescape(nh3.clean(html.unescape(value), tags=set()))).strip()


def day(value: Any, field: str) -> datetime.date | None:
    """A date: `2026-04-07`, with or without a time behind it, or `7.4.2026`. Empty is None."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Rejected(field, f"A date such as 2026-04-07 is expected here, not {kind(value)}.")
    text = value.strip()
    swiss = _DAY_FIRST.match(text)
    try:
        if swiss:
            found = datetime.date(int(swiss[3]), int(swiss[2]), int(swiss[1]))
        else:
            found = datetime.date.fromisoformat(text[:10])
    except ValueError:
        raise Rejected(field, f"{show(value)} is not a date; write it as 2026-04-07.") from None
    if not EARLIEST <= found < LATEST:
        raise Rejected(field, f"The year of {show(value)} cannot be right.")
    return found


def whole(value: Any, field: str, *, low: int, high: int) -> int | None:
    """A whole number, also when it comes as text. Empty is None."""
    if value is None or value == "":
        return None
    text = str(value).strip().removesuffix("%").strip()
    text = text.removesuffix(".0")
    if isinstance(value, bool | dict | list) or not re.fullmatch(r"-?\d{1,9}", text):
        raise Rejected(field, f"{show(value)} is not a whole number.")
    if not low <= int(text) <= high:
        raise Rejected(field, f"{show(value)} is not between {low} and {high}.")
    return int(text)


def truth(value: Any, field: str) -> bool:
    """Yes or no, also as text. Missing is no."""
    if value is None or value == "":
        return False
    text = str(value).strip().lower()
    if isinstance(value, dict | list) or text not in _TRUE | _FALSE:
        raise Rejected(field, f"{show(value)} is neither true nor false.")
    return text in _TRUE


def amount(value: Any, field: str) -> Decimal | None:
    """Money above zero, in two places: `4'200.50`, `4200`. Zero and empty are None."""
    if value is None or value == "":
        return None
    text = str(value).strip().replace("'", "").replace("’", "").replace(" ", "")
    try:
        found = Decimal(text)
        if not found.is_finite() or not 0 <= found < 100_000_000:
            raise InvalidOperation
    except InvalidOperation:
        raise Rejected(field, f"{show(value)} is not an amount of money.") from None
    return found.quantize(Decimal("0.01")) if found else None


def one_of(value: Any, field: str, known: Iterable[str]) -> str:
    """A code of a closed list. Empty stays empty; an unknown one is refused with the nearest known ones."""
    if value is None or value == "":
        return ""
    codes = list(known)
    code = str(value).strip()
    if code in codes:
        return code
    near = difflib.get_close_matches(code.upper()[:40], codes, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(codes)}."
    raise Rejected(field, f"{show(value)} is not known here; {hint}")


def address(value: Any, field: str, *, limit: int) -> str:
    """A web address, http or https. Anything else that might run (javascript:, data:) is left out."""
    text = line(value, field, limit=limit)
    if _PLAIN_ADDRESS.match(text):
        return text
    if text.lower().startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname and " " not in text else ""


def email(value: Any, field: str) -> str:
    """An e-mail address, or empty when it is none."""
    text = line(value, field, limit=2000).removeprefix("mailto:")
    return text if len(text) <= 254 and _EMAIL.match(text) else ""


def phone(value: Any, field: str) -> str:
    """A phone number as +41311234567, or empty when nobody could be reached under it."""
    text = line(value, field, limit=2000)
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text[:60], "CH")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    """(latitude, longitude), or None for what is no point on earth; 0, 0 is what senders write for "unknown"."""
    try:
        found = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None
    on_earth = all(map(math.isfinite, found)) and -90 <= found[0] <= 90 and -180 <= found[1] <= 180
    return found if on_earth and found != (0.0, 0.0) else None


def kind(value: Any) -> str:
    """What a JSON value is, in words."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "nothing" if value is None else "a number"
