"""The confirmation in writing (OACI 19): who registered reads when, where, and what comes next."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.types import MessageKind, worded
from tandem.identity.access.enums import Purpose

# Facts: day, number, office, interview_by, receipt.
CONFIRMED = MessageKind(
    key="registration.confirmed",
    purpose=Purpose.REGISTRATION,
    importance=Importance.IMPORTANT,
    words=worded(
        subject=_("Your registration is confirmed"),
        paragraphs=(
            _("You registered on %(day)s. The number of your receipt is %(receipt)s."),
            _("Your person number is %(number)s. Keep it: you need it at the desk and on the phone."),
            _("In charge of you: %(office)s"),
            _("Your first interview takes place by %(interview_by)s at the latest. Your office writes to you when."),
            _("Go on looking for work and note every application from now on."),
        ),
        short=_("your registration is confirmed. Details stand on your page and in your letters."),
    ),
    sample={
        "day": datetime.date(2026, 3, 2),
        "number": "12345678",
        "office": "RAV Musterstadt",
        "interview_by": datetime.date(2026, 3, 17),
        "receipt": "ABCD-EFGH-JKMN-PQRS",
    },
    each=True,
)
