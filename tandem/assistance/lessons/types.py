"""A lesson as it is read, in one language."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A few sentences; `picture` is the number of the picture of the screen, None where words are enough."""

    text: str
    picture: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """`key` is its address and its file; `language` that of its words and pictures."""

    key: str
    language: str
    title: str
    steps: tuple[Step, ...]

    def picture_name(self, number: int) -> str:
        """The file of one of its pictures."""
        return f"{self.key}-{number}.{self.language}.webp"

    @property
    def shown(self) -> list[dict[str, object]]:
        """Each step with its number and its picture, for a page."""
        return [
            {
                "text": step.text,
                "picture": f"lessons/pictures/{self.picture_name(step.picture)}" if step.picture else "",
            }
            for step in self.steps
        ]
