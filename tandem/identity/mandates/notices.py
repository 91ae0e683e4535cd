"""What both sides are told, each on her own channel. Who is not reachable reads it on her pages."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation import formatting
from tandem.foundation.sending.services import send_letter, send_mail, send_sms
from tandem.identity.mandates import letters
from tandem.identity.mandates.messages import shown_holder
from tandem.identity.mandates.models import Mandate
from tandem.identity.people.enums import Channel
from tandem.identity.people.selectors import contact_of

TOPIC = "mandates.notice"


def tell_both(mandate: Mandate, news: str, *, now: datetime.datetime, days: int = 0) -> None:
    tell_person(mandate, news, now=now, days=days)
    tell_helpers(mandate, news, now=now, days=days)


def tell_person(mandate: Mandate, news: str, *, now: datetime.datetime, days: int = 0) -> None:
    """On the first of her channels that reaches her outside this screen, so that a stranger at it is found out."""
    contact = contact_of(mandate.person_id)
    with override(contact.language):
        subject, words = _to_person(mandate, news, days)
        for channel in contact.channels:
            if channel is Channel.EMAIL and contact.email:
                send_mail(to=contact.email, subject=subject, text=words, topic=TOPIC, now=now)
                return
            if channel is Channel.SMS and contact.phone:
                send_sms(to=contact.phone, text=f"Tandem: {words}", topic=TOPIC, now=now)
                return
            if channel is Channel.LETTER and contact.address:
                pdf = letters.notice(contact, subject, words, made_at=now)
                send_letter(address="\n".join(contact.address), pdf=pdf, topic=TOPIC, now=now)
                return


def tell_helpers(mandate: Mandate, news: str, *, now: datetime.datetime, days: int = 0) -> None:
    """By e-mail, with the number of the mandate and no name: a mailbox of a structure has many readers."""
    helpers = mandate.helpers.filter(removed_at=None).select_related("user").order_by("pk")
    for user in [helper.user for helper in helpers]:
        if user.email and user.is_active:
            with override(user.language):
                subject, words = _to_helper(mandate, news, days)
                send_mail(to=user.email, subject=subject, text=words, topic=TOPIC, now=now)


def _to_person(mandate: Mandate, news: str, days: int) -> tuple[str, str]:
    slots = {"holder": shown_holder(mandate), "number": mandate.pk, "days": days, "day": _last_day(mandate)}
    subject = _("Your mandate no. %(number)s") % slots
    return subject, _PERSON[news]() % slots


def _to_helper(mandate: Mandate, news: str, days: int) -> tuple[str, str]:
    slots = {"number": mandate.pk, "days": days, "day": _last_day(mandate)}
    return _("Mandate no. %(number)s") % slots, _HELPER[news]() % slots


def _last_day(mandate: Mandate) -> str:
    if mandate.ends_at is None:
        return ""
    return formatting.plain_date(mandate.ends_at - datetime.timedelta(microseconds=1))


# Asked for when they are sent, in the reader's language.
_PERSON = {
    "granted": lambda: _(
        "%(holder)s may help you until %(day)s (mandate no. %(number)s). You did not agree to this? Call your office, "
        "or end the mandate on your pages. It ends at once."
    ),
    "ended": lambda: _("The mandate of %(holder)s (no. %(number)s) has ended. It opens nothing any more."),
    "given_back": lambda: _("%(holder)s has given your mandate no. %(number)s back. It opens nothing any more."),
    "helper_named": lambda: _(
        "%(holder)s has named another helper in your mandate no. %(number)s. You can remove anybody on your pages, or "
        "by phone to your office."
    ),
    "ends_soon": lambda: _(
        "The mandate of %(holder)s (no. %(number)s) ends on %(day)s. You need do nothing. Whoever helps you can ask "
        "you again."
    ),
}
_HELPER = {
    "granted": lambda: _("Mandate no. %(number)s was granted and runs until %(day)s."),
    "refused": lambda: _("Mandate no. %(number)s was not granted. Please respect this answer."),
    "ended": lambda: _("Mandate no. %(number)s has ended. It opens nothing any more."),
    "given_back": lambda: _("Mandate no. %(number)s was given back. It opens nothing any more."),
    "area_ended": lambda: _("One area of mandate no. %(number)s has ended. Look at your mandates."),
    "helper_named": lambda: _("A helper was named in mandate no. %(number)s."),
    "ends_soon": lambda: _("Mandate no. %(number)s ends on %(day)s. You can propose it again, with less reach."),
}
