"""What is said by SMS, in the language of the person; short, and nothing that a stranger should not read."""

import datetime

from tandem.foundation.formatting import short_date
from tandem.foundation.phones import readable
from tandem.foundation.sending.enums import State
from tandem.foundation.sending.rules import reveals
from tandem.foundation.sending.selectors import state_of
from tandem.identity.access.enums import Reach
from tandem.identity.mandates import rules
from tandem.identity.mandates.enums import ReadingLanguage
from tandem.identity.mandates.models import Mandate, Request
from tandem.identity.mandates.texts import wording
from tandem.identity.organisations.selectors import contact_of

_LONGEST_NAME = 40


def question(mandate: Mandate, language: ReadingLanguage) -> str:
    words = wording(language)
    areas = list(mandate.areas.order_by("pk"))
    widest = rules.widest(Reach(row.reach) for row in areas)
    return say(
        language,
        "question",
        holder=shown_holder(mandate),
        areas=", ".join(words["short_areas"][row.area] for row in areas),
        reach=words["sms_reaches"][widest],
        duration=words["sms_durations"][mandate.duration],
        phone=help_phone(mandate, language),
    )


def say(language: ReadingLanguage, key: str, **slots: str) -> str:
    sentence: str = wording(language)["sms"][key]
    return sentence.format(**slots)


def shown_holder(mandate: Mandate) -> str:
    """Who asks, as a stranger may read it on a phone: the helper's name where the structure's says too much."""
    names = [mandate.structure.name] if mandate.structure else []
    named = mandate.helpers.filter(removed_at=None).order_by("pk").select_related("user")
    names += [helper.user.name for helper in named]
    shown = next((name for name in names if not reveals(name)), "Tandem")
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1].rstrip()}…"


def help_phone(mandate: Mandate | None, language: ReadingLanguage) -> str:
    """Whom to call with questions: the person's office; the words for it where no number is known."""
    office = mandate.person.office if mandate else None
    phone = contact_of(office).phone if office else ""
    return readable(phone) or str(wording(language)["sms"]["office"])


def last_day(mandate: Mandate) -> str:
    """The last day on which a granted mandate counts; nothing before it is granted."""
    return short_date(mandate.ends_at - datetime.timedelta(microseconds=1)) if mandate.ends_at else ""


def has_failed(request: Request) -> bool:
    """Whether the message with the question did not leave or did not arrive."""
    delivery = state_of(request.outgoing_id) if request.outgoing_id else None
    return delivery is not None and delivery.state is State.FAILED
