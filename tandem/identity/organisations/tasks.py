"""What happens by itself each night, once the day has begun in Switzerland, summer or winter."""

from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.identity.organisations.services.upkeep import remind_of_teams, rest_unused_helpers


@task("organisations.remind_of_teams", lock="organisations.remind_of_teams", every="5 4 * * *")
def remind(timestamp: int, **_later: Any) -> None:
    remind_of_teams(system("organisations.remind_of_teams"), now=now())


@task("organisations.rest_unused_helpers", lock="organisations.rest_unused_helpers", every="20 4 * * *")
def rest(timestamp: int, **_later: Any) -> None:
    rest_unused_helpers(system("organisations.rest_unused_helpers"), now=now())
