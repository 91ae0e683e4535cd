"""How fast occupations and places are found while somebody types, over all labels that ship."""

import statistics
import string
import time
from collections.abc import Callable, Iterable

from tandem.project.bench.report import Figure, Report
from tandem.reference.localities import selectors as localities
from tandem.reference.occupations import selectors as occupations

MILLISECONDS = 10.0
LANGUAGES = ("de", "fr", "it", "en")


def measure(report: Report) -> None:
    labels = [
        line.label
        for language in LANGUAGES
        for letter in string.ascii_lowercase
        for line in occupations.suggest(letter, language=language, limit=8)
    ]
    towns = [line.label for letter in string.ascii_lowercase for line in localities.suggest(letter, language="de")]

    def suggest_occupation(typed: str) -> object:
        return occupations.suggest(typed, language="de")

    for name, act, typed in (
        ("an occupation while typing p95", suggest_occupation, keystrokes(labels)),
        ("an occupation with a slip p95", suggest_occupation, [_slip(label) for label in labels]),
        ("a place while typing p95", lambda typed: localities.suggest(typed, language="de"), keystrokes(towns)),
        ("the occupation of a title p95", occupations.detect, [f"{label} (m/w/d), 80-100 %" for label in labels]),
    ):
        p95 = statistics.quantiles(_taken(act, typed), n=20)[-1]
        report.add(Figure(name, p95, "ms", f"<= {MILLISECONDS:g} ms", p95 <= MILLISECONDS))


def keystrokes(labels: Iterable[str]) -> list[str]:
    """What the field holds after each letter of each label, up to the twelfth."""
    return [label[:length] for label in labels for length in range(1, min(len(label), 12) + 1)]


def _slip(label: str) -> str:
    """Two letters exchanged behind the third."""
    return label if len(label) < 7 else f"{label[:4]}{label[5]}{label[4]}{label[6:12]}"


def _taken(act: Callable[[str], object], asked: Iterable[str]) -> list[float]:
    taken = []
    for typed in asked:
        started = time.perf_counter()
        act(typed)
        taken.append((time.perf_counter() - started) * 1000)
    return taken
