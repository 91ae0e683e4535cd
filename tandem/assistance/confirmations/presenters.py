"""What the pages say."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.assistance.confirmations import messages, steps
from tandem.assistance.confirmations.enums import Channel, Event, State
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.registry import kind_of
from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import InPlaceReason

COLOURS = {
    State.ASKED: "ochre",
    State.UNCONFIRMED: "ochre",
    State.CONFIRMED: "green",
    State.SENT: "green",
    State.REFUSED: "grey",
    State.CHANGED: "grey",
    State.DROPPED: "grey",
}


def title(act: Act) -> str:
    """What it is, as its text says; the number alone once it is erased."""
    text = steps.text_of(act)
    if not text:
        return _("No. %(number)s") % {"number": act.pk}
    with override(act.language):
        return formatting.labelled(text["title"], text["about"]) if text.get("about") else str(text["title"])


def card(act: Act, *, now: datetime.datetime) -> dict[str, Any]:
    """One act as both sides see it, under the title that the person reads."""
    return {
        "act": act,
        "title": title(act),
        "text": steps.text_of(act),
        "mark": messages.mark(act),
        "helper": holder(act),
        "reason": InPlaceReason(act.reason).label,
        "state": State(act.state).label,
        "colour": COLOURS[State(act.state)],
        "law": messages.law(act, day_of(now)) if act.is_open else [],
    }


def card_of_hers(act: Act, *, now: datetime.datetime) -> dict[str, Any]:
    """One act as the person sees it: it is her yes that is waited for."""
    said = card(act, now=now)
    return {**said, "state": _("Waits for your yes")} if act.state == State.ASKED else said


def listed(rows: Sequence[tuple[Act, str]], *, now: datetime.datetime) -> list[tuple[dict[str, Any], str]]:
    """Acts of a helper, each with the name of its person: a query for each kind of thing at most."""
    subjects: dict[str, list[str]] = defaultdict(list)
    for act, _name in rows:
        subjects[act.kind].append(act.subject)
    names = {kind: kind_of(kind).called(those) for kind, those in subjects.items()}
    return [
        ({**card(act, now=now), "title": names[act.kind].get(act.subject) or title(act)}, name) for act, name in rows
    ]


def card_of_helper(act: Act, *, now: datetime.datetime) -> dict[str, Any]:
    """One act as whoever asked sees it: its title is in the reader's language."""
    return listed([(act, "")], now=now)[0][0]


def called(kind: str, subject: str) -> str:
    """The title of what a helper is about to send, in the reader's language. Raises Hidden."""
    return kind_of(kind).called([subject])[subject]


def holder(act: Act) -> str:
    """Who asks, and in whose name."""
    return f"{act.helper.name}, {act.organisation.name}" if act.organisation else act.helper.name


def history(act: Act) -> list[dict[str, Any]]:
    return [
        {"at": row.at, "event": Event(row.event).label, "channel": Channel(row.channel).label}
        for row in act.steps.order_by("pk")
    ]


def how_made(act: Act) -> list[str]:
    """The sentences on a receipt."""
    facts = {"helper": act.helper.name, "reason": InPlaceReason(act.reason).label}
    lines = [_("%(helper)s sent this in place of the person. Reason: %(reason)s.") % facts]
    decided = [row for row in act.steps.all() if row.event in (Event.CONFIRM, Event.SEND)]
    for row in decided:
        said = {"day": formatting.long_date(row.at), "how": Channel(row.channel).label}
        if row.event == Event.CONFIRM:
            lines.append(_("The person confirmed this very text on %(day)s (%(how)s).") % said)
        else:
            lines.append(_("The mandate let the helper send it without asking before."))
    return lines
