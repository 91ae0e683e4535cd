"""Places that a page leaves open for a neighbour's button; `portals` fills them.

A page writes `{% slot "ads.detail.actions" ad_id=ad.pk %}`; the roof registers a function
`(request, **facts) -> SafeString` under that name. A feature never learns who filled its slot.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

Filler = Callable[..., SafeString]

_fillers: dict[str, list[Filler]] = defaultdict(list)


def fill(name: str, filler: Filler) -> None:
    """Let `filler(request, **facts)` write into the slot `name`, after those registered before."""
    if filler not in _fillers[name]:
        _fillers[name].append(filler)


def render(name: str, request: HttpRequest, **facts: Any) -> SafeString:
    """What all fillers of `name` write, in order of registration; empty when nobody fills it."""
    return SafeString("".join([filler(request, **facts) for filler in _fillers[name]]))
