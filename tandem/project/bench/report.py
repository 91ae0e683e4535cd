"""What was measured, as a table for people and as JSON for machines."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measurement. `limit` is what the bare engine, database or frame does in the same run; `target` in words."""

    name: str
    value: float
    unit: str
    target: str
    met: bool
    limit: float | None = None
    limit_name: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit if self.limit else None


@dataclass
class Report:
    ads: int
    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        print(_line(figure), flush=True)  # noqa: T201 - this is a program that talks to a person

    def table(self) -> str:
        return "\n".join([_line(None), *map(_line, self.figures)])

    def read(self, path: Path) -> None:
        """Take over the figures that another process wrote."""
        for figure in json.loads(path.read_text())["figures"]:
            del figure["ratio"]
            self.figures.append(Figure(**figure))

    def write(self, path: Path) -> None:
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
        figures = [{**asdict(figure), "ratio": figure.ratio} for figure in self.figures]
        path.write_text(json.dumps({"ads": self.ads, "machine": machine, "figures": figures}, indent=2) + "\n")


def _line(figure: Figure | None) -> str:
    if figure is None:
        cells = ("figure", "value", "limit in the same run", "ratio", "target", "")
    else:
        limit = f"{figure.limit:.2f} {figure.unit} ({figure.limit_name})" if figure.limit is not None else ""
        ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
        cells = (
            figure.name,
            f"{figure.value:.2f} {figure.unit}",
            limit,
            ratio,
            figure.target,
            "met" if figure.met else "MISSED",
        )
    widths = (44, 16, 40, 6, 34, 6)
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
