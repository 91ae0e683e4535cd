"""Unit groups of ISCO-08: occupations whose holders do the same work, whatever language their title is in."""

import functools

from tandem.reference.occupations.lexicon import Lexicon, lexicon

# "Not elsewhere classified": what shares such a group shares nothing else.
REST = "9"


@functools.lru_cache(maxsize=4096)
def equivalents(occupation_id: str) -> frozenset[str]:
    """The ids, this one included, in which a hit counts as the same occupation. Raises KeyError for an unknown id."""
    known = lexicon()
    number = known.position[occupation_id]
    unit = known.keys[number].isco08
    if unit.endswith(REST):
        return frozenset({occupation_id})
    return frozenset(known.keys[other].id for other in known.by_unit[unit])


def shares(known: Lexicon, word: str) -> list[tuple[str, float]]:
    """The unit groups whose titles have this word as what somebody is, the most frequent first, with their share."""
    counts = known.heads.get(word)
    if not counts:
        return []
    total = sum(counts.values())
    return sorted(((unit, count / total) for unit, count in counts.items()), key=lambda item: (-item[1], item[0]))


def shortest(known: Lexicon, unit: str, word: str) -> int | None:
    """The label of a unit group that says the word with the fewest others: what to show for the group."""
    labels = [
        label for label in known.by_word.get(word, ()) if known.keys[known.label_occupation[label]].isco08 == unit
    ]
    return min(labels, key=lambda label: (len(known.text(label)), -known.label_weight[label], label), default=None)
