"""The code on each page, and the way through a form on paper. No database."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tandem.eservices.on_paper.types import PageCode
from tandem.facilities.receipts.rules import normalised

PREFIX = "P1"
MOST_PAGES = 24
_CODE = re.compile(rf"{PREFIX}:([0-9A-Z-]{{19}}):([1-9][0-9]?)")

# Whether a question is left out when another one is answered so: (question, other question, answer).
LeftOut = Callable[[str, str, Any], bool]


def page_text(code: str, page: int) -> str:
    """What the QR code of a page holds: capitals and digits only, so that it stays coarse and readable."""
    return f"{PREFIX}:{code}:{page}"


def read_page_text(text: str) -> PageCode | None:
    """The page that a scanned text names; None for any other QR code. A code has a check sign."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return PageCode(normalised(found[1]), int(found[2]))
    except ValueError:
        return None


def missing_pages(pages: int, received: Sequence[int]) -> tuple[int, ...]:
    """The pages of a sheet that have not come in."""
    return tuple(page for page in range(1, pages + 1) if page not in set(received))


def goes_to(order: Sequence[str], question: str, answer: Any, left_out: LeftOut) -> str | None:
    """Where to go on after an answer: the next question that is not left out, None for the end."""
    rest = order[order.index(question) + 1 :]
    return next((name for name in rest if not left_out(name, question, answer)), None)


def jumps(
    order: Sequence[str], options: Mapping[str, Sequence[Any]], left_out: LeftOut
) -> dict[tuple[str, int], str | None]:
    """Which answers lead elsewhere than to the next question: (question, number of its option) -> where to, None: the
    end. Only questions in `options` decide anything. Two options that lead to the same place in the order lead nowhere
    special, and an answer that leads to the very next question is not among them.
    """
    found: dict[tuple[str, int], str | None] = {}
    for question, values in options.items():
        targets = [goes_to(order, question, value, left_out) for value in values]
        after = goes_to(order, question, None, lambda *_facts: False)
        if len(set(targets)) > 1:
            found |= {(question, number): target for number, target in enumerate(targets) if target != after}
    return found
