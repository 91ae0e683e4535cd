"""The messages of this feature: reminders, what was received, what is missing. Titles are neutral, names are not."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.facilities.deadlines.enums import Step
from tandem.facilities.deadlines.types import Deadline, Due, Wording
from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.types import Facts, MessageKind, Words, worded
from tandem.foundation import formatting
from tandem.identity.access.enums import Purpose


def _sentence(due: Due) -> str:
    facts = {"name": due.deadline.name(), "day": formatting.long_date(due.deadline.due_on)}
    if due.step is Step.OPENS:
        return _("%(name)s: you can file it now. The last day is %(day)s.") % facts
    if due.step is Step.MIDDLE:
        return _("%(name)s: half of the time is over. The last day is %(day)s.") % facts
    if due.step is Step.LAST_DAYS:
        return _("%(name)s: only a few days are left. The last day is %(day)s.") % facts
    if due.step is Step.LAST_DAY:
        return _("%(name)s: today is the last day (%(day)s).") % facts
    return (
        _("%(name)s: the last day was %(day)s. You can still file it: the date is noted. Say why it is late.") % facts
    )


def _reminder(facts: Facts) -> Words:
    items: Sequence[Due] = facts["items"]
    first = min(items, key=lambda due: due.deadline.due_on)
    said = {"title": first.deadline.title(), "day": formatting.long_date(first.deadline.due_on), "number": len(items)}
    if len(items) > 1:
        subject = ngettext(
            "%(number)s thing to hand in, the first by %(day)s",
            "%(number)s things to hand in, the first by %(day)s",
            len(items),
        )
        if first.step is Step.LATE:
            subject = ngettext(
                "%(number)s thing to hand in, the first was due on %(day)s",
                "%(number)s things to hand in, the first was due on %(day)s",
                len(items),
            )
    elif first.step is Step.LATE:
        subject = _("%(title)s: the last day was %(day)s")
    else:
        subject = _("%(title)s: the last day is %(day)s")
    subject %= said
    return Words(
        subject=subject,
        paragraphs=(
            *(_sentence(due) for due in items),
            _("You have filed it on paper already? Then you need do nothing."),
            _("Do you need help? Call your office, or ask whoever helps you."),
        ),
        short=_("%(subject)s. Filed already? Then you need do nothing.") % {"subject": subject},
        button=_("Do it now"),
    )


def _samples() -> list[Due]:
    day = datetime.date(2026, 9, 30)
    deadline = Deadline(
        key="tests.form",
        subject="2026-09",
        title=lambda: "Formular September 2026",
        name=lambda: "Formular September 2026",
        opens_on=day - datetime.timedelta(days=9),
        due_on=day,
    )
    return [Due(deadline=deadline, step=step) for step in Step]


_REMINDER = {"purpose": Purpose.MESSAGES, "words": _reminder, "sample": {"items": _samples()}}
OPEN = MessageKind(key="deadlines.open", importance=Importance.IMPORTANT, **_REMINDER)  # type: ignore[arg-type]
URGENT = MessageKind(key="deadlines.urgent", importance=Importance.URGENT, **_REMINDER)  # type: ignore[arg-type]

# Facts: title (neutral), name, number (of the receipt).
RECEIVED = MessageKind(
    key="deadlines.received",
    purpose=Purpose.MESSAGES,
    importance=Importance.INFORMATION,
    words=worded(
        subject=gettext_lazy("We have received it: %(title)s"),
        paragraphs=(
            gettext_lazy("We have received it: %(name)s. The number of your receipt is %(number)s."),
            gettext_lazy("Keep this number. With it you can prove that you have filed, and when."),
        ),
        short=gettext_lazy("we have received it: %(title)s. Receipt %(number)s."),
        button=gettext_lazy("Look at the receipt"),
    ),
    sample={"title": "Formular 2026-09", "name": "Formular 2026-09", "number": "ABCD-EFGH-JKMN-PQRS"},
    each=True,
)


def _documents_missing(facts: Facts) -> Words:
    documents: Sequence[Wording] = facts["documents"]
    said = {
        "title": facts["title"](),
        "name": facts["name"](),
        "day": formatting.long_date(facts["day"]),
        "number": len(documents),
    }
    return Words(
        subject=ngettext(
            "%(number)s document is missing, by %(day)s",
            "%(number)s documents are missing, by %(day)s",
            len(documents),
        )
        % said,
        paragraphs=(
            _("%(name)s. This is still missing:") % said,
            *(document() for document in documents),
            _("Hand it in by %(day)s. A photo taken with a telephone is enough. At the desk it is, too.") % said,
            _("Without it nobody can decide about this form, and a right may be lost. If you cannot get it, say so."),
        ),
        short=ngettext(
            "%(number)s document is missing: %(title)s. Hand it in by %(day)s.",
            "%(number)s documents are missing: %(title)s. Hand them in by %(day)s.",
            len(documents),
        )
        % said,
        button=_("Hand in what is missing"),
    )


# Facts: title (neutral), name, documents (as the form calls them), day (by when).
DOCUMENTS_MISSING = MessageKind(
    key="deadlines.documents_missing",
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    words=_documents_missing,
    sample={
        "title": lambda: "Formular 2026-09",
        "name": lambda: "Formular 2026-09",
        "documents": [lambda: "CV"],
        "day": datetime.date(2026, 9, 30),
    },
    each=True,
)

# Facts: title (neutral), name, document (as the form calls it), reason (as it was written), day (by when).
TURNED_DOWN = MessageKind(
    key="deadlines.turned_down",
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    words=worded(
        subject=gettext_lazy("A document is not the right one. You have until %(day)s"),
        paragraphs=(
            gettext_lazy("%(name)s. You have handed in a document for this: %(document)s"),
            gettext_lazy("It was looked at, and it is not the document that is asked for. The reason: %(reason)s"),
            gettext_lazy("What you handed in stays with its receipt. Hand in the right one by %(day)s."),
            gettext_lazy("A photo taken with a telephone is enough. At the desk it is, too."),
            gettext_lazy(
                "Without it nobody can decide about this form, and a right may be lost. If you cannot get it, say so."
            ),
        ),
        short=gettext_lazy("a document is not the right one: %(title)s. Hand in the right one by %(day)s."),
        button=gettext_lazy("Hand in the right one"),
    ),
    sample={
        "title": "Formular 2026-09",
        "name": "Formular 2026-09",
        "document": "CV",
        "reason": "Das Blatt ist von einem anderen Monat.",
        "day": datetime.date(2026, 9, 30),
    },
    each=True,
)
KINDS = (OPEN, URGENT, RECEIVED, DOCUMENTS_MISSING, TURNED_DOWN)
