"""What both sides are told, each on her own channel. Who is not reachable reads it on her pages."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation import formatting
from tandem.foundation.sending.services import send_mail
from tandem.identity.access.enums import Purpose
from tandem.identity.mandates.messages import shown_holder
from tandem.identity.mandates.models import Mandate
from tandem.identity.people import registry
from tandem.identity.people.types import NoticeKind, NoticeWords

TOPIC = "mandates.notice"


def tell_both(mandate: Mandate, news: str, *, now: datetime.datetime) -> None:
    tell_person(mandate, news, now=now)
    tell_helpers(mandate, news, now=now)


def tell_person(mandate: Mandate, news: str, *, now: datetime.datetime) -> None:
    """At once and outside this screen, so that a stranger at it is found out; by the next channel when one fails."""
    facts = {"holder": shown_holder(mandate), "number": mandate.pk, "last_moment": mandate.ends_at}
    registry.tell(f"mandates.{news}", person_id=mandate.person_id, facts=facts, about=f"mandate {mandate.pk}", now=now)


def tell_helpers(mandate: Mandate, news: str, *, now: datetime.datetime) -> None:
    """By e-mail, with the number of the mandate and no name: a mailbox of a structure has many readers."""
    helpers = mandate.helpers.filter(removed_at=None).select_related("user").order_by("pk")
    for user in [helper.user for helper in helpers]:
        if user.email and user.is_active:
            with override(user.language):
                subject, words = _to_helper(mandate, news)
                send_mail(to=user.email, subject=subject, text=words, topic=TOPIC, now=now)


def _to_helper(mandate: Mandate, news: str) -> tuple[str, str]:
    slots = {"number": mandate.pk, "day": _last_day(mandate.ends_at)}
    return _("Mandate no. %(number)s") % slots, _HELPER[news]() % slots


def _last_day(ends_at: datetime.datetime | None) -> str:
    return formatting.plain_date(ends_at - datetime.timedelta(microseconds=1)) if ends_at else ""


# Asked for when they are sent, in the reader's language.
_PERSON: dict[str, Callable[[], str]] = {
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
_HELPER: dict[str, Callable[[], str]] = {
    "granted": lambda: _("Mandate no. %(number)s was granted and runs until %(day)s."),
    "refused": lambda: _("Mandate no. %(number)s was not granted. Please respect this answer."),
    "ended": lambda: _("Mandate no. %(number)s has ended. It opens nothing any more."),
    "given_back": lambda: _("Mandate no. %(number)s was given back. It opens nothing any more."),
    "area_ended": lambda: _("One area of mandate no. %(number)s has ended. Look at your mandates."),
    "helper_named": lambda: _("A helper was named in mandate no. %(number)s."),
    "ends_soon": lambda: _("Mandate no. %(number)s ends on %(day)s. You can propose it again, with less reach."),
}


def _kind(news: str, sentence: Callable[[], str]) -> NoticeKind:
    def words(facts: Mapping[str, Any]) -> NoticeWords:
        said = sentence() % {**facts, "day": _last_day(facts["last_moment"])}
        subject = _("Your mandate no. %(number)s") % facts
        return NoticeWords(subject=subject, paragraphs=(said,), short=said)

    return NoticeKind(
        key=f"mandates.{news}",
        purpose=Purpose.MANDATES,
        words=words,
        sample={
            "holder": "Verein Musterbrücke, Beratung und Bildung",
            "number": 123456,
            "last_moment": datetime.datetime(2026, 9, 23, 22, tzinfo=datetime.UTC),
        },
        is_urgent=True,
    )


KINDS = [_kind(news, sentence) for news, sentence in _PERSON.items()]
