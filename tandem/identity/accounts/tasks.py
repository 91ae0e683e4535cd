from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.identity.accounts import services, sessions
from tandem.identity.accounts.services import paper_codes


@task("accounts.forget_ended_sessions", lock="accounts.forget_ended_sessions", every="37 3 * * *")
def forget_ended_sessions(timestamp: int, **_later: Any) -> None:
    sessions.forget_ended(now())


@task("accounts.forget_ended_codes", lock="accounts.forget_ended_codes", every="47 3 * * *")
def forget_ended_codes(timestamp: int, **_later: Any) -> None:
    paper_codes.forget_ended(system("accounts.forget_ended_codes"), now=now())


@task("accounts.forget_unverified", lock="accounts.forget_unverified", every="57 3 * * *")
def forget_unverified(timestamp: int, **_later: Any) -> None:
    services.forget_unverified(system("accounts.forget_unverified"), now=now())


@task(services.FOLLOW_NEWS)
def follow_news(outgoing_id: int, **_later: Any) -> None:
    services.follow_news(system("LPD 8"), outgoing_id=outgoing_id, now=now())


@task("accounts.forget_news", lock="accounts.forget_news", every="7 4 * * *")
def forget_news(timestamp: int, **_later: Any) -> None:
    services.forget_news(system("accounts.forget_news"), now=now())
