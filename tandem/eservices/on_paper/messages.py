"""What a person is told once her form on paper is filed. Neither subject nor SMS says which form it was."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.types import MessageKind, worded
from tandem.identity.access.enums import Purpose

FILED = "on_paper.filed"

KIND = MessageKind(
    key=FILED,
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    each=True,
    words=worded(
        subject=_("Your form on paper has arrived"),
        paragraphs=(
            _("We have received your form on paper. It counts from %(received_on)s, the day of postmark or counter."),
            _("Your receipt has the number %(number)s. It is of %(moment)s."),
            _("Fingerprint: %(fingerprint)s. Keep this message as proof."),
            _("Is something wrong? Call the office or fund that you sent it to."),
        ),
        short=_("We received your form on paper, dated %(received_on)s. Receipt %(number)s. Keep this message."),
    ),
    sample={
        "received_on": datetime.date(2026, 4, 3),
        "number": "3A4C-7H9K-4MNP-3XWM",
        "moment": "7 April 2026, 14:05:33 (UTC+2)",
        "fingerprint": "09ad 9fd2 fb64 8cb2",
        "signed_receipt": "https://tandem.example.ch/verify/#R1:3A4C-7H9K-4MNP-3XWM:20260407T120533Z:09ad",
    },
)
