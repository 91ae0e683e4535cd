from typing import Any

from tandem.facilities.search import registry, services
from tandem.foundation.queue import task


@task("search.drain", lock="search-index")
def drain(collection: str, **_later: Any) -> None:
    services.drain_when_possible(collection)


@task("search.sweep", lock="search-index", every="* * * * *")
def sweep(timestamp: int, **_later: Any) -> None:
    """Finds what slips through: a process that died between its commit and its call, an index that was not there."""
    for name in registry.names():
        services.drain_when_possible(name)
