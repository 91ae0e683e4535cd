import dataclasses
import datetime
from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from tandem.identity.accounts import rules
from tandem.identity.accounts.sessions import NOWHERE


@dataclasses.dataclass(frozen=True, slots=True)
class ShownSession:
    """One device on which somebody is logged in. `before` says where the same session was used earlier."""

    id: int
    device: str
    place: str
    began_at: datetime.datetime
    seen_at: datetime.datetime
    is_here: bool
    before: str
    before_until: datetime.datetime | None


def shown_sessions(rows: Iterable[UserSession], *, current: str) -> list[ShownSession]:
    return [_shown(row, is_here=row.session_key == current) for row in rows]


def device(user_agent: str) -> str:
    """A device in words: "Firefox on Windows"."""
    browser, system = rules.browser(user_agent), rules.system(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device we do not know")


def _shown(row: UserSession, *, is_here: bool) -> ShownSession:
    before = row.data.get("before")
    return ShownSession(
        id=row.pk,
        device=device(row.user_agent),
        place=_place(row.ip),
        began_at=row.created_at,
        seen_at=row.last_seen_at,
        is_here=is_here,
        before=f"{device(before['user_agent'])}, {_place(before['ip'])}" if before else "",
        before_until=datetime.datetime.fromisoformat(before["until"]) if before else None,
    )


def _place(ip: str) -> str:
    return _("unknown address") if ip == NOWHERE else _("address %(ip)s") % {"ip": ip}
