"""What the features of the house contribute to the gate. Each fills it from its own `apps.py`.

The gate lies under everybody and knows nobody: whose counsellor somebody is, is known to `people`; what a mandate
allows, to `mandates`. They answer here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting, Authority

# What allows this actor to open this person's file for this purpose today; None when nothing of this kind does.
Ground = Callable[[Acting, int, Purpose, datetime.datetime], Authority | None]
# All that one account may act as; the first is the default.
Hats = Callable[[int], list[Acting]]

grounds: list[Ground] = []
hats: list[Hats] = []


class PersonalData:
    """How one model's rows about a person are handed out and erased.

    `export(person_id)` returns plain values for the person's own copy. `erase(person_id)` removes or anonymises and
    returns the number of rows touched.
    """

    def __init__(
        self, *, model: str, export: Callable[[int], list[dict[str, Any]]], erase: Callable[[int], int]
    ) -> None:
        self.model = model
        self.export = export
        self.erase = erase


personal_data: dict[str, PersonalData] = {}


def add_ground(ground: Ground) -> None:
    if ground not in grounds:
        grounds.append(ground)


def add_hats(source: Hats) -> None:
    if source not in hats:
        hats.append(source)


def add_personal_data(
    model: str, *, export: Callable[[int], list[dict[str, Any]]], erase: Callable[[int], int]
) -> None:
    """Register the exporter and the eraser of `model` ("efforts.Effort")."""
    personal_data[model] = PersonalData(model=model, export=export, erase=erase)
