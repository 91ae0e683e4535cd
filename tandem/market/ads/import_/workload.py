"""The workload as ads write it into titles and hours: "80-100%", "60 à 80 %", "100%"."""

import re

_RANGE = re.compile(r"(?<!\d)(\d{1,3})\s*%?\s*(?:-|–|—|/|bis|à|a|to|al)\s*(\d{1,3})\s*%")
_ONE = re.compile(r"(?<![\d.,])(\d{1,3})\s*%")
SMALLEST = 5


def workload_in(text: str) -> tuple[int, int] | None:
    """(from, to) in percent, or None. A percentage that cannot be a workload is none."""
    for found in (_RANGE.search(text), _ONE.search(text)):
        if found:
            numbers = sorted(int(number) for number in found.groups())
            if numbers[0] >= SMALLEST and numbers[-1] <= 100:
                return numbers[0], numbers[-1]
    return None
