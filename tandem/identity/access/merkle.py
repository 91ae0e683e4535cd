"""One hash over many things, so that each can be proved without showing the others (a Merkle tree, as in RFC 6962).

Leaves and nodes are hashed with different first bytes, so that a node never passes for a leaf. What has no neighbour
goes up one level as it is.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash over all of them, in this order; of none, the hash of nothing."""
    if not leaves:
        return EMPTY
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> list[tuple[str, bytes]]:
    """What leads from the leaf at `index` to the root: for each level the neighbour and its side ("left", "right")."""
    found, level = [], list(leaves)
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            found.append(("left" if neighbour < index else "right", level[neighbour]))
        level, index = _above(level), index // 2
    return found


def climb(start: bytes, steps: Iterable[tuple[str, bytes]]) -> bytes:
    """The root that a leaf and its path lead to."""
    for side, neighbour in steps:
        start = _node(neighbour, start) if side == "left" else _node(start, neighbour)
    return start


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + level[-1:] if len(level) % 2 else pairs


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
