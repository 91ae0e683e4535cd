from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from tandem.foundation.http.downloads import download
from tandem.identity.mandates.types import MandateCard


def by_state(cards: Iterable[MandateCard]) -> dict[str, list[MandateCard]]:
    """What waits for an answer, what is in force, what is over."""
    cards = list(cards)
    return {
        "waiting": [card for card in cards if card.is_open],
        "running": [card for card in cards if card.is_running],
        "over": [card for card in cards if not card.is_open and not card.is_running],
    }


def paragraphs(words: str) -> list[dict[str, Any]]:
    """The kept text in blocks: `title`, `lines` (each began with a dash) or `words`. Nothing is changed."""
    title, *blocks = words.split("\n\n")
    found: list[dict[str, Any]] = [{"title": title}]
    for block in blocks:
        is_list = all(line.startswith("– ") for line in block.split("\n"))
        lines = [line.removeprefix("– ") for line in block.split("\n")]
        found.append({"lines": lines} if is_list else {"words": block})
    return found


def as_pdf(content: bytes, card: MandateCard) -> HttpResponse:
    return download(content, f"mandate-{card.number}.pdf", inline=True)
