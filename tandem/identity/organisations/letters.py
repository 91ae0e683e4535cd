"""What leaves the house by letter and by e-mail. Organisations are written to in the language of their place."""

import dataclasses
import datetime
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation import formatting, paper
from tandem.foundation.languages import Language
from tandem.foundation.sending import rules as sending_rules
from tandem.foundation.sending.services import send_letter, send_mail, send_sms
from tandem.identity.organisations import codes
from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.models import Membership, Organisation
from tandem.identity.organisations.rules import readable_uid, team_due_on
from tandem.identity.organisations.types import RegisteredCompany

if TYPE_CHECKING:
    from tandem.identity.accounts.models import User
from tandem.reference.localities.selectors import at_postal_code

TEMPLATE = Path(__file__).parent / "paper" / "access_code.typ"


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    address: str
    pdf: bytes


def access_code(
    organisation: Organisation,
    registered: RegisteredCompany | None,
    *,
    code: str,
    expires_at: datetime.datetime,
    now: datetime.datetime,
) -> Letter:
    """The letter with the code, to the address in the register, or to the one in the list of licences."""
    place: Organisation | RegisteredCompany = registered or organisation
    address = _address(place)
    with override(language_at(place.postal_code)):
        words = _words(organisation, address, code, expires_at, now)
        return Letter(address, paper.pdf(TEMPLATE, words, made_at=now))


def send_access_code(letter: Letter, *, now: datetime.datetime) -> int:
    return send_letter(address=letter.address, pdf=letter.pdf, topic="organisations.access_code", now=now)


def tell_operators_of_blocked(organisation: Organisation, *, now: datetime.datetime) -> None:
    """A line to each operator who has an e-mail address; the facts stand on her pages."""
    for operator in Organisation.objects.filter(kind=OrganisationKind.OPERATOR).exclude(email="").order_by("pk"):
        with override(language_at(operator.postal_code)):
            send_mail(
                to=operator.email,
                subject=_("Tandem: a blocked organisation asked for access"),
                text=_(
                    "Somebody asked for an access code for an organisation that is blocked. No letter was sent; the "
                    "asker does not know why. Open organisation %(number)d in Tandem to see who asked and when.\n"
                )
                % {"number": organisation.pk},
                topic="organisations.blocked",
                now=now,
            )


def remind_of_team(organisation: Organisation, manager: Membership, *, now: datetime.datetime) -> None:
    """To a manager with an e-mail address: her team list is to be confirmed."""
    with override(manager.user.language):
        send_mail(
            to=manager.user.email or "",
            subject=_("Tandem: please confirm your team"),
            text=_(
                "Good day\n\nThe team list of %(organisation)s is to be confirmed by %(day)s. Log in to Tandem, open "
                "“My organisation” and confirm who still works with you. Whoever has left should not keep access.\n"
            )
            % {
                "organisation": organisation.name,
                "day": formatting.long_date(team_due_on(organisation.team_confirmed_on)),
            },
            topic="organisations.team_list",
            to_body=True,
            now=now,
        )


def warn_of_rest(user: "User", *, rests_from: datetime.date, now: datetime.datetime) -> None:
    """To a helper whose access nobody has used for five months: by e-mail, or by SMS to whoever has none.

    Whoever has neither reads it on her pages, as her manager does.
    """
    with override(user.language):
        day = {"day": formatting.long_date(rests_from)}
        if user.email:
            send_mail(
                to=user.email,
                subject=_("Tandem: you have not been here for five months"),
                text=_(
                    "Good day\n\nYou have not used your access as a helper for five months. If you log in before "
                    "%(day)s, all stays as it is. Otherwise it is put to rest on that day; nothing is lost, and you "
                    "can ask for it again.\n"
                )
                % day,
                topic="organisations.unused",
                now=now,
            )
        elif user.phone and user.phone_verified_at:
            send_sms(
                to=user.phone,
                text=_(
                    "Tandem: you have not used your access as a helper for five months. Log in before %(day)s, "
                    "otherwise it is put to rest. Nothing is lost."
                )
                % day,
                topic="organisations.unused",
                now=now,
            )


def language_at(postal_code: str) -> str:
    """What is spoken at a postal code, among the languages of the platform; German where nothing is known."""
    places = at_postal_code(postal_code)
    spoken = places[0].language if places else ""
    return spoken if spoken in Language.values else Language.DE


def _address(place: Organisation | RegisteredCompany) -> str:
    """Lines for the window of an envelope. A name that says too much there stands in the letter only."""
    locality = f"{place.postal_code} {place.locality}".strip()
    names = textwrap.wrap(place.name, sending_rules.MAX_ADDRESS_LINE)[:3]
    if any(map(sending_rules.reveals, names)):
        names = [_("To the management")]
    return "\n".join(line for line in (*names, place.street, locality) if line)


def _words(
    organisation: Organisation, address: str, code: str, expires_at: datetime.datetime, now: datetime.datetime
) -> dict[str, object]:
    day = formatting.local_day(now)
    return {
        "lang": language_at(organisation.postal_code),
        "date": [day.year, day.month, day.day],
        "sent": formatting.plain_date(now),
        "address": address.split("\n"),
        "title": _("Your access code for Tandem"),
        "for": organisation.name,
        "uid": readable_uid(organisation.uid) if organisation.uid else "",
        "asked": _(
            "Somebody asked to look after this organisation on Tandem, the platform for job seekers and employers. We "
            "write to the registered address so that nobody can do so without you."
        ),
        "code_label": _("Access code"),
        "code": codes.readable(code),
        "steps_title": _("What to do"),
        "steps": [
            _("Give this code to the person in your organisation who asked for it."),
            _("She logs in to Tandem, opens “My company” and enters the code."),
            _("She can then invite colleagues and say what each of them may do."),
        ],
        "until": _("The code works once, until %(day)s, and only in the account that asked for it.")
        % {"day": formatting.long_date(expires_at)},
        "not_asked": _("Nobody of you asked? Then throw this letter away: without the code nothing happens."),
    }
