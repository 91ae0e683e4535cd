"""Arithmetic of printed codes, levels of assurance, and what a browser says of itself. Pure functions."""

import re

# No sign that another one could be taken for: no I, L, O, 0, 1. Their number is prime, which the check relies on.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BODY = 8  # random signs: 31 to the power of 8 is 850 billion

# The first that fits: many browsers also name those that they descend from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """The browser's name without its version: "Firefox"; empty for one that nobody knows."""
    return next((name for sign, name in _BROWSERS if sign in user_agent), "")


def system(user_agent: str) -> str:
    """What it runs on: "Windows", "iPhone"; empty for what nobody knows."""
    return next((name for sign, name in _SYSTEMS if sign in user_agent), "")


def same_device(one: str, other: str) -> bool:
    """Whether two user agents may be one browser on one device: versions change with an update, names do not."""
    return (browser(one), system(one)) == (browser(other), system(other))


def check_group(body: str) -> str:
    """Two signs that belong to the random ones: with one sign mistyped or two exchanged they are others."""
    values = [SIGNS.index(sign) for sign in body]
    first = sum((place + 1) * value for place, value in enumerate(values))
    second = sum((place + 1) ** 2 * value for place, value in enumerate(values))
    return SIGNS[first % len(SIGNS)] + SIGNS[second % len(SIGNS)]


def printed(body: str) -> str:
    """As it stands on paper: "K7WP-4MXR-2D"."""
    return f"{body[:4]}-{body[4:]}-{check_group(body)}"


def typed(text: str) -> str:
    """The random signs of a code that somebody typed, in whatever groups and case.

    Raises ValueError when it cannot be a code: too short, too long, or mistyped.
    """
    signs = re.sub(r"[\s.\-–_]", "", text).upper()
    body, check = signs[:BODY], signs[BODY:]
    if len(signs) != BODY + 2 or not set(signs) <= set(SIGNS) or check_group(body) != check:
        raise ValueError("mistyped")
    return body


def assures(acr: str, minimum: str) -> bool:
    """Whether a log-in at the level `acr` is at least `minimum`: "…:classes:40" is more than "…:classes:30".

    The levels of AGOV and CH-LOGIN are URNs that end in a number (QoA of eIAM); any other kind must be the very same.
    """
    family, _colon, level = acr.rpartition(":")
    least_family, _colon, least = minimum.rpartition(":")
    if level.isdecimal() and least.isdecimal():
        return family == least_family and int(level) >= int(least)
    return bool(minimum) and acr == minimum
