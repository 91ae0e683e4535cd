import enum


class Verdict(enum.Enum):
    """What can be said about a receipt that somebody shows."""

    GENUINE = "genuine"
    CHANGED = "changed"
    NOT_OURS = "not_ours"
