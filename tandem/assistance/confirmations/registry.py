"""What can be sent in place of a person. The wing fills it from `kinds`."""

from tandem.assistance.confirmations.types import Kind
from tandem.foundation.refusals import Hidden

_kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """Raises Hidden for an unknown one: it stands in addresses."""
    if key not in _kinds:
        raise Hidden
    return _kinds[key]
