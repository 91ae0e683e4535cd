"""Who else may read a version, and who needs it kept. Features that send or file documents fill it from `apps.py`.

A document lies under everybody and does not know what a transmission or a form is.
"""

import uuid
from collections.abc import Callable, Iterable

from tandem.identity.access.types import Acting

# Whether somebody who opened the file, but is neither the person nor her helper, was given this version.
Reader = Callable[[Acting, uuid.UUID], bool]
# Which of these versions were sent or filed: their content outlives the document in the person's list.
Holder = Callable[[Iterable[uuid.UUID]], set[uuid.UUID]]

_readers: dict[str, Reader] = {}
_holders: dict[str, Holder] = {}


def add_reader(name: str, reader: Reader) -> None:
    """Let `reader` say to whom versions were given: `add_reader("dossier", was_sent_to)`."""
    _readers[name] = reader


def add_holder(name: str, holder: Holder) -> None:
    """Let `holder` say which versions must not be destroyed when the person removes a document from her list."""
    _holders[name] = holder


def may_read(acting: Acting, version_id: uuid.UUID) -> bool:
    return any(reader(acting, version_id) for reader in _readers.values())


def held(version_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    wanted = list(version_ids)
    return set().union(*(holder(wanted) for holder in _holders.values())) if wanted else set()
