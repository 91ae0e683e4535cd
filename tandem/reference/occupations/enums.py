"""Closed lists around occupations."""

from enum import StrEnum


class LabelKind(StrEnum):
    """Where a label comes from, the most telling first."""

    OFFICIAL = "official"  # the Swiss title, where ESCO's own reads foreign here
    PREFERRED = "preferred"  # ESCO's own
    USUAL = "usual"  # what everybody says: kept by hand
    SWISS = "swiss"  # a title of the AVAM list
    ALT = "alt"  # an alternative of ESCO


class Generation(StrEnum):
    """The AVAM list changed its codes in 2020; both are still sent."""

    OLD = "old"
    NEW = "new"
