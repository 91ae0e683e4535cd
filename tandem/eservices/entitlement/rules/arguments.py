"""Checks of what the rules are given. Each refusal names the argument, so that a caller finds it."""

import datetime
from decimal import Decimal

# Beyond it the usual context rounds to less than a cent, and nobody earns it.
TOO_MUCH = Decimal(10**12)


def amount(name: str, value: object) -> Decimal:
    """An exact, finite number that is not negative nor a million millions: Decimal or int, never float or bool."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise ValueError(f"{name}: a Decimal is needed, got {value!r}.")
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{name}: a finite number is needed, got {value!r}.")
    if exact < 0:
        raise ValueError(f"{name}: cannot be negative, got {value!r}.")
    if exact >= TOO_MUCH:
        raise ValueError(f"{name}: must be below {TOO_MUCH}, got {value!r}.")
    return exact


def whole(name: str, value: object, *, lowest: int = 0, highest: int | None = None) -> int:
    """A whole number within bounds, both included; a Decimal without fraction is one, too."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int) or not _is_whole(Decimal(value)):
        raise ValueError(f"{name}: a whole number is needed, got {value!r}.")
    if value < lowest or (highest is not None and value > highest):
        bounds = f"at least {lowest}" if highest is None else f"between {lowest} and {highest}"
        raise ValueError(f"{name}: must be {bounds}, got {value}.")
    return int(value)


def _is_whole(exact: Decimal) -> bool:
    return exact.is_finite() and exact == exact.to_integral_value()


def yes_or_no(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name}: True or False is needed, got {value!r}.")
    return value


def day(name: str, value: object) -> datetime.date:
    """A date; a moment is refused, because its day depends on a time zone."""
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise ValueError(f"{name}: a date is needed, got {value!r}.")
    return value


def age(name: str, value: object) -> int:
    """Completed years of a person of working age or older: between 15 and 100."""
    return whole(name, value, lowest=15, highest=100)
