"""Which occupations count as one when somebody searches."""

from tandem.reference.occupations.index import LabelIndex

SMALL_GROUP = 8
"""ESCO occupations that a unit group may hold and still be one trade: cooks (5) are, shop assistants (45) are not."""


def equivalents(index: LabelIndex, occupation_id: str) -> frozenset[str]:
    """Itself and what is narrower; in a unit group of one trade, the whole group.

    Groups "not elsewhere classified" (they end in 9) gather what has nothing in common and never count as one trade.
    """
    own = index.numbers[occupation_id]
    unit = index.occupations[own].isco08
    group = index.unit_groups[unit]
    esco = [number for number in group if index.esco_codes[number]]
    if esco and len(esco) <= SMALL_GROUP and not unit.endswith("9"):
        return frozenset(index.occupations[number].id for number in group)
    code = index.esco_codes[own]
    narrower = [number for number in group if code and index.esco_codes[number].startswith(f"{code}.")]
    return frozenset(index.occupations[number].id for number in (own, *narrower))
