"""How long a lesson may be, how plain it is, and when somebody struggles. No database, no clock."""

import re
from collections.abc import Mapping

# Somebody who reads slowly takes in about 100 words a minute; three minutes with the pictures.
MOST_WORDS = 220
LONGEST_SENTENCE = 20
MISTAKES_ON_ONE_FIELD = 2


def words(text: str) -> list[str]:
    """What a reader counts as a word."""
    return re.findall(r"[\w'’-]+", text)


def sentences(text: str) -> list[str]:
    """A text cut at its full stops and question marks; an abbreviation such as "p. ex." is none of ours."""
    return [part for part in re.split(r"(?<=[.?:!])\s+", text) if part]


def struggles(mistakes: Mapping[str, int]) -> bool:
    """Whether somebody had the same field refused more than once: {field: number of times}."""
    return any(number >= MISTAKES_ON_ONE_FIELD for number in mistakes.values())
