"""What is said to both sides: neutral where a stranger may read it, exact on their own pages."""

import datetime
import re

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tandem.assistance.confirmations import rules, steps
from tandem.assistance.confirmations.enums import State
from tandem.assistance.confirmations.models import Act
from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.services import tell
from tandem.facilities.notifications.types import Facts, MessageKind, Words
from tandem.foundation import formatting
from tandem.foundation.phones import readable
from tandem.foundation.sending.rules import reveals
from tandem.foundation.sending.services import send_mail
from tandem.identity.access.enums import Purpose
from tandem.identity.access.rules import citation
from tandem.identity.organisations.selectors import contact_of as contact_of_organisation
from tandem.identity.people.types import Contact

_LONGEST_NAME = 40


def shown_helper(act: Act) -> str:
    """Who asks, as a stranger may read it on a phone."""
    name = act.helper.name
    if not name or reveals(name):
        return "Tandem"
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def mark(act: Act) -> str:
    """The beginning of the text's fingerprint, for ears and paper: whoever reads it out reads this very text."""
    return re.sub(r"(....)(?=.)", r"\1-", act.fingerprint[:8].upper())


def neutral(act: Act) -> str:
    """What it is, in words that a stranger may read; in the language that is active."""
    about = steps.text_of(act).get("about", "")
    return _("the sheet of %(month)s") % {"month": about} if about else _("a sheet")


def help_phone(act: Act) -> str:
    """Whom to call with questions: her office; the words for it where no number is known."""
    office = act.person.office
    phone = contact_of_organisation(office).phone if office else ""
    return readable(phone) or _("your office")


def question(act: Act, contact: Contact) -> str:
    """The SMS that asks, in her language. It asks about the text that was read to her, and names its mark."""
    with override(contact.language):
        return _(
            "Tandem: %(helper)s wants to send %(what)s for you (text %(mark)s). Was it read to you, and is it right? "
            "Answer YES or NO. Nobody may answer for you. Questions: %(phone)s"
        ) % {"helper": shown_helper(act), "what": neutral(act), "mark": mark(act), "phone": help_phone(act)}


def said_back(act: Act, outcome: str) -> str:
    """What is answered to her SMS, in the language of the question."""
    with override(steps.language_of(act)):
        sentences = {
            "sent": _("Tandem: Thank you. It is sent. Your receipt has the number %(number)s."),
            "refused": _("Tandem: Thank you. Nothing is sent. Whoever helps you is told."),
            "changed": _("Tandem: It was changed since you were asked. Nothing is sent. You will be asked again."),
            "over": _("Tandem: Nothing is sent: this question is closed. Questions: %(phone)s"),
        }
        number = act.receipt.number if act.receipt else ""
        return sentences[outcome] % {"number": number, "phone": help_phone(act)}


def _words(facts: Facts) -> Words:
    said = {"helper": facts["helper"], "what": str(facts["what"])}
    again = facts["again"]
    paragraphs = [
        _("%(helper)s has made %(what)s ready for you.") % said,
        _("It is sent only with your yes. Without it, nothing is sent."),
    ]
    if facts["due_on"]:
        day = formatting.long_date(facts["due_on"])
        paragraphs.append(_("The last day in time is %(day)s.") % {"day": day})
    paragraphs.append(_("Look at it on your pages, or say it at your next visit. You may say no."))
    return Words(
        subject=_("Something still waits for your yes") if again else _("Something waits for your yes"),
        paragraphs=tuple(paragraphs),
        short=_("%(helper)s has made something ready for you. It is sent only with your yes.") % said,
        button=_("Look at it"),
    )


_SAMPLE = {"helper": "Mara Keller", "what": "September 2026", "due_on": datetime.date(2026, 10, 5), "again": False}
ASKED = MessageKind(
    key="confirmations.asked",
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    words=_words,
    sample=_SAMPLE,
    each=True,
)
REMINDED = MessageKind(
    key="confirmations.reminded",
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    words=_words,
    sample={**_SAMPLE, "again": True},
    each=True,
)
KINDS = (ASKED, REMINDED)


def tell_asked(act: Act, *, now: datetime.datetime) -> None:
    _tell(act, ASKED, again=False, now=now)


def remind(act: Act, *, now: datetime.datetime) -> None:
    """Once more, on the channels in her order."""
    _tell(act, REMINDED, again=True, now=now)


def _tell(act: Act, kind: MessageKind, *, again: bool, now: datetime.datetime) -> None:
    facts = {
        "helper": shown_helper(act),
        "what": lazy(neutral, str)(act),
        "due_on": act.due_on,
        "again": again,
    }
    link = reverse("confirmations:decide", args=[act.pk])
    tell(
        steps.by_platform(act),
        person_id=act.person_id,
        kind=kind.key,
        facts=facts,
        about=f"act {act.pk} {act.reminded}",
        link=link,
        now=now,
    )


def tell_helper(act: Act, *, now: datetime.datetime) -> None:
    """By e-mail, with the number and no name: a mailbox of a structure has many readers."""
    helper = act.helper
    if not helper.email or not helper.is_active:
        return
    with override(helper.language):
        said = {"number": act.pk}
        sentences = {
            State.CONFIRMED: _("No. %(number)s was confirmed and is sent."),
            State.REFUSED: _("No. %(number)s is not wanted like this. Read on your page what the person says."),
            State.CHANGED: _("No. %(number)s has changed since the person was asked. Ask again."),
            State.DROPPED: _("No. %(number)s can no longer be sent by you. Look at your page."),
            State.UNCONFIRMED: _("No. %(number)s is not confirmed yet. Talk about it at the next visit."),
        }
        sentence = sentences.get(State(act.state))
        if sentence:
            subject = _("What you asked, no. %(number)s") % said
            send_mail(to=helper.email, subject=subject, text=sentence % said, topic="confirmations.notice", now=now)


def law(act: Act, today: datetime.date) -> list[str]:
    """What both sides are told when the last day is near, or over: what the law allows, with the article."""
    if not rules.is_due_soon(act.due_on, today) or act.due_on is None:
        return []
    day = formatting.long_date(act.due_on)
    over = act.due_on < today
    sentence = _("The last day in time was %(day)s.") if over else _("The last day in time is %(day)s.")
    lines = [sentence % {"day": day}]
    lines.append(_("After it, it can still be sent: the day is noted, and a reason is asked for."))
    if act.purpose == Purpose.EFFORTS:
        article = {"article": _article("OACI 26 al. 2")}
        lines.append(_("Late efforts count only with an excusable reason (%(article)s).") % article)
        lines.append(_("What is noted on the last day is sent by the platform in the night after it, as it stands."))
    if act.closes_on:
        lines.append(
            _("After %(day)s the right for this month is lost (%(article)s).")
            % {"day": formatting.long_date(act.closes_on), "article": _article("LACI 20 al. 3")}
        )
    return lines


def _article(article: str) -> str:
    return citation(article, get_language() or "fr")
