"""What is said of a recovery: to the person on every channel she has, and on her own pages."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tandem.foundation import formatting
from tandem.foundation.clock import now as this_moment
from tandem.foundation.sending.services import send_mail, send_sms
from tandem.identity.access.enums import Capacity
from tandem.identity.people.selectors import contact_of
from tandem.identity.people.types import Contact
from tandem.identity.recovery import letters, selectors
from tandem.identity.recovery.enums import Lost

TOPIC = "recovery.notice"
# What was handed out: the sentence of a letter and a mail, and the SMS.
_HANDED_OUT = {
    Lost.SECOND_STEP: (
        gettext_lazy("Your old ways to log in were removed, and a new list of codes was handed out."),
        gettext_lazy(
            "Tandem: a new list of codes to log in was handed out. The old ways are gone. Not you? Call us at once."
        ),
    ),
    Lost.PASSWORD: (
        gettext_lazy("A code to choose a new password was handed out. You are logged out everywhere."),
        gettext_lazy("Tandem: a code to choose a new password was handed out. Not you? Call us at once."),
    ),
    Lost.BOTH: (
        gettext_lazy(
            "Your old ways to log in were removed. A new list of codes and a code to choose a new password were "
            "handed out."
        ),
        gettext_lazy(
            "Tandem: a new list of codes and a code to choose a new password were handed out. The old ways are gone. "
            "Not you? Call us at once."
        ),
    ),
}


@dataclasses.dataclass(frozen=True, slots=True)
class News:
    """The same on paper and in a mail, and in the few words of an SMS."""

    paragraphs: list[str]
    sms: str


def addresses(contact: Contact, user: Any) -> set[str]:
    """Of the file and of the account: whoever changed one of them is seen in the other."""
    return {address for address in (contact.email, user.email) if address}


def phones(contact: Contact, user: Any) -> set[str]:
    return {phone for phone in (contact.phone, user.phone) if phone}


def tell_everywhere(person_id: int, user: Any, words: Callable[[], News], *, now: datetime.datetime) -> list[int]:
    """By e-mail, by SMS and by letter, as far as she has them. `words` gives the news in the active language.

    Returns the numbers of the mails and SMS: those that reach her at once, or are known to have failed.
    """
    contact = contact_of(person_id)
    at_once = []
    with override(contact.language):
        subject, news = _("Tandem: a new way to log in"), words()
        for address in sorted(addresses(contact, user)):
            text = "\n\n".join([_("Hello %(name)s") % {"name": contact.name}, *news.paragraphs])
            at_once.append(send_mail(to=address, subject=subject, text=text, topic=TOPIC, now=now))
        at_once += [send_sms(to=phone, text=news.sms, topic=TOPIC, now=now) for phone in sorted(phones(contact, user))]
        if contact.address:
            letters.send_notice(contact, subject, news.paragraphs, now=now)
    return at_once


def begun(ready_at: datetime.datetime, stop_code: str) -> News:
    facts = {"day": formatting.long_moment(ready_at), "code": f"{stop_code[:5]} {stop_code[5:]}"}
    return News(
        [
            _(
                "Somebody showed an identity document in your name and asked for a new way to log in. It is ready on "
                "%(day)s."
            )
            % facts,
            _(
                "Was it not you? Stop it with this code: %(code)s. Choose “Stop a new way to log in” at the log-in, "
                "or call us."
            )
            % facts,
        ],
        _(
            "Tandem: somebody asked for a new way to log in to your account. It is ready on %(day)s. Not you? Stop it "
            "at the log-in with the code %(code)s."
        )
        % facts,
    )


def completed(lost: Lost) -> News:
    happened, short = _HANDED_OUT[lost]
    return News([str(happened), _("Was it not you? Call us at once.")], str(short))


def waiting(request: HttpRequest) -> SafeString:
    """On the account's own page: what is under way, and the button that stops it."""
    found = selectors.waiting_for_account(request.user.pk, now=this_moment()) if request.user.pk else None
    if found is None:
        return mark_safe("")
    return render_to_string("recovery/waiting.html", {"waiting": found}, request)


def link(request: HttpRequest) -> SafeString:
    """On the log-in page: the way to stop one without logging in."""
    return render_to_string("recovery/link.html", {}, request)


def desk_link(request: HttpRequest, person_id: int) -> SafeString:
    """On the desk's page of a person: the way to help her to log in again."""
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        return mark_safe("")
    return render_to_string("recovery/desk_link.html", {"person_id": person_id}, request)
