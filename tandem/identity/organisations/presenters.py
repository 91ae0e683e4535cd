"""Teams and organisations in words."""

import dataclasses
import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.foundation.phones import readable
from tandem.identity.organisations.enums import Event, OrganisationKind, TeamState
from tandem.identity.organisations.models import HistoryEntry, Organisation
from tandem.identity.organisations.rules import readable_uid

TEAM_COLOURS = {
    TeamState.CONFIRMED: "green",
    TeamState.DUE_SOON: "petrol",
    TeamState.DUE: "ochre",
    TeamState.OVERDUE: "ochre",
}

# %(who)s did it; %(whom)s is whom it was done to.
SENTENCES = {
    Event.CREATED: gettext_lazy("%(who)s entered this organisation."),
    Event.CHECKED: gettext_lazy("%(who)s compared the organisation with the register."),
    Event.BLOCKED: gettext_lazy("%(who)s blocked the organisation."),
    Event.UNBLOCKED: gettext_lazy("%(who)s lifted the block."),
    Event.ASKED_WHILE_BLOCKED: gettext_lazy("%(who)s asked for an access code. None was sent because of the block."),
    Event.CODE_SENT: gettext_lazy("%(who)s asked for an access code. It was sent to the registered address."),
    Event.CODE_ENTERED: gettext_lazy("%(who)s entered the code from the letter and is a manager."),
    Event.INVITED: gettext_lazy("%(who)s wrote an invitation."),
    Event.WITHDRAWN: gettext_lazy("%(who)s withdrew an invitation."),
    Event.JOINED: gettext_lazy("%(whom)s joined the team."),
    Event.MADE_MANAGER: gettext_lazy("%(who)s made %(whom)s a manager."),
    Event.MADE_MEMBER: gettext_lazy("%(who)s made %(whom)s a member."),
    Event.ENDED: gettext_lazy("%(who)s ended the membership of %(whom)s."),
    Event.TEAM_CONFIRMED: gettext_lazy("%(who)s confirmed the team list."),
    Event.PUT_TO_REST: gettext_lazy("The access of %(whom)s was put to rest: six months without use."),
    Event.WOKEN: gettext_lazy("%(who)s woke the access of %(whom)s."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime.datetime
    sentence: str


def history_lines(entries: Iterable[HistoryEntry]) -> list[HistoryLine]:
    """One sentence for each entry."""
    gone = _("An account that no longer exists")
    return [
        HistoryLine(
            entry.at,
            SENTENCES[Event(entry.event)]
            % {
                "who": (entry.user.name or gone) if entry.user else _("The platform itself"),
                "whom": (entry.subject.name or gone) if entry.subject else "",
            },
        )
        for entry in entries
    ]


def facts(organisation: Organisation) -> list[tuple[str, str]]:
    """What the page of an organisation says about it, without what is not known."""
    place = f"{organisation.postal_code} {organisation.locality}".strip()
    rows = [
        (_("Kind"), str(OrganisationKind(organisation.kind).label)),
        (_("UID"), readable_uid(organisation.uid) if organisation.uid else ""),
        (_("Number of the fund"), organisation.fund_number or ""),
        (_("Address"), ", ".join(part for part in (organisation.street, place) if part)),
        (_("Phone"), readable(organisation.phone)),
        (_("E-mail address"), organisation.email),
    ]
    return [(label, value) for label, value in rows if value]
