"""Who is told what, each on the way that reaches her. Nothing of what is looked at stands in a message."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tandem.assistance.second_look.models import Look
from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.services import tell
from tandem.facilities.notifications.types import MessageKind, worded
from tandem.foundation import formatting
from tandem.foundation.languages import Language
from tandem.foundation.sending.services import send_mail
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting

TOPIC = "second_look.asked"
ANSWERED = MessageKind(
    key="second_look.answered",
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    each=True,
    words=worded(
        subject=gettext_lazy("Somebody has looked at what you want to send"),
        paragraphs=(
            gettext_lazy("You asked for a second look. The answer is there."),
            gettext_lazy("Read it, change what you want to change, and send it yourself. Nothing was sent for you."),
        ),
        short=gettext_lazy("Your second look is answered. Read it, then send it yourself."),
        button=gettext_lazy("Read the answer"),
    ),
    sample={},
)


def tell_person(acting: Acting, look: Look, *, now: datetime.datetime) -> None:
    tell(
        acting,
        person_id=look.person_id,
        kind=ANSWERED.key,
        facts={},
        about=f"look {look.pk}",
        link=reverse("second_look:one", args=[look.pk]),
        now=now,
    )


def tell_helper(look: Look, *, now: datetime.datetime) -> None:
    """By e-mail, with a number and no name: a mailbox of a structure has many readers. Whoever has none: her home."""
    helper = look.helper
    if helper is None or not helper.email or not helper.is_active:
        return
    with override(Language(helper.language)):
        last = formatting.long_date(look.expires_at)
        words = _(
            "Somebody whom you help asks you for a second look (no. %(number)s). You find it in Tandem, under “Second "
            "looks”, until %(day)s. You only read and comment: the person sends it herself."
        ) % {"number": look.pk, "day": last}
        send_mail(to=helper.email, subject=_("A second look is asked of you"), text=words, topic=TOPIC, now=now)
