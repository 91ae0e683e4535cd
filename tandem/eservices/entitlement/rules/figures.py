"""Rounding, and numbers as a formula writes them."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
TENTH = Decimal("0.1")


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def to_five_cents(amount: Decimal) -> Decimal:
    """To the nearest 0.05 in one step, as the funds' statements do (BS AL.2024.1)."""
    return ((amount * 20).quantize(Decimal(1), rounding=ROUND_HALF_UP) / 20).quantize(CENT)


def to_tenths(number: Decimal) -> Decimal:
    return number.quantize(TENTH, rounding=ROUND_HALF_UP)


def francs(amount: Decimal) -> str:
    """`6'000.00`, as Swiss formulas write it in all languages."""
    return f"{to_cents(amount):,.2f}".replace(",", "'")


def plain(number: Decimal | int) -> str:
    """`6'000` or `21.7`: no more digits than the number has."""
    text = f"{Decimal(number):,f}".replace(",", "'")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Decimal) -> str:
    """`70 %` of 0.70."""
    return f"{plain(share * 100)} %"


def day_number(day: datetime.date) -> str:
    """`29.2.2028`, the same in all languages."""
    return f"{day.day}.{day.month}.{day.year}"
