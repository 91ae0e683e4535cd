"""The confirmation in writing (OACI 19), the first interview (OACI 20a), and the end: what, when, what comes next."""

import datetime

from django.utils.functional import lazystr
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

_BEFORE_COMING = (
    _(
        "Bring your identity document, what shows for which jobs you have applied, and the papers that your "
        "registration lists."
    ),
    _("You cannot come? Call your office before that day. Whoever stays away without a reason may lose money."),
)

# Facts: moment and office (functions that say them in the reader's language).
INTERVIEW_SET = MessageKind(
    key="registration.interview_set",
    purpose=Purpose.REGISTRATION,
    importance=Importance.IMPORTANT,
    words=worded(
        subject=_("An appointment for you: %(moment)s"),
        paragraphs=(
            _("Your first interview is on %(moment)s. It takes place at %(office)s."),
            *_BEFORE_COMING,
        ),
        short=_("you have an appointment on %(moment)s. You cannot come? Call before that day."),
    ),
    sample={"moment": lazystr("23 September 2026, 09:30"), "office": "RAV Musterstadt"},
    each=True,
)

# Facts: before, moment and office (functions that say the moments in the reader's language).
INTERVIEW_MOVED = MessageKind(
    key="registration.interview_moved",
    purpose=Purpose.REGISTRATION,
    importance=Importance.IMPORTANT,
    words=worded(
        subject=_("Your appointment was moved: %(moment)s"),
        paragraphs=(
            _("Your first interview is not on %(before)s. It is on %(moment)s, at %(office)s."),
            *_BEFORE_COMING,
        ),
        short=_("your appointment was moved to %(moment)s. You cannot come? Call before that day."),
    ),
    sample={
        "before": lazystr("23 September 2026, 09:30"),
        "moment": lazystr("24 September 2026, 14:00"),
        "office": "RAV Musterstadt",
    },
    each=True,
)

# Facts: moment and office.
INTERVIEW_CANCELLED = MessageKind(
    key="registration.interview_cancelled",
    purpose=Purpose.REGISTRATION,
    importance=Importance.IMPORTANT,
    words=worded(
        subject=_("Your appointment on %(moment)s is cancelled"),
        paragraphs=(
            _("Your first interview on %(moment)s at %(office)s does not take place. You do not have to come."),
            _("Your office writes to you as soon as there is a new day. You need not ask for it."),
            _("Your registration goes on. Go on looking for work and note every application."),
        ),
        short=_("your appointment on %(moment)s is cancelled. You will be told of a new day."),
    ),
    sample={"moment": lazystr("23 September 2026, 09:30"), "office": "RAV Musterstadt"},
    each=True,
)

# Facts: day, reason (a function that says it in the reader's language).
ENDED = MessageKind(
    key="registration.ended",
    purpose=Purpose.REGISTRATION,
    importance=Importance.IMPORTANT,
    words=worded(
        subject=_("Your registration ended on %(day)s"),
        paragraphs=(
            _("Your registration with the office ended on %(day)s. Reason: %(reason)s."),
            _("Forms for the time until then can still be filed. File them soon: rights lapse after three months."),
            _("Do you need us again? Register again at any time, in Tandem or at the desk."),
            _("Is this not right? Call your office at once."),
        ),
        short=_("your registration ended on %(day)s. Not right? Call the person you know at once."),
    ),
    sample={"day": datetime.date(2026, 9, 23), "reason": lazystr("Sie haben Arbeit gefunden")},
    each=True,
)
KINDS = (CONFIRMED, INTERVIEW_SET, INTERVIEW_MOVED, INTERVIEW_CANCELLED, ENDED)
