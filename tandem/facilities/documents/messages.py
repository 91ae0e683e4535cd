"""What a person is told of her documents. A name that she has given may say a lot: only her own page shows it."""

import datetime

from django.utils.translation import gettext as _

from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.types import Facts, MessageKind, Words
from tandem.foundation import formatting
from tandem.foundation.sending.rules import reveals
from tandem.identity.access.enums import Purpose


def _infected(facts: Facts) -> Words:
    title = str(facts["title"])
    said = {
        "title": title if title and not reveals(title) else _("A document"),
        "day": formatting.plain_date(facts["day"]),
    }
    return Words(
        subject=_("A document is not there any more"),
        paragraphs=(
            _("“%(title)s”, added on %(day)s: a virus was found in it. It is destroyed, and nobody has opened it.")
            % said,
            _("All your other documents are safe. Where you sent this one, it counts as not sent."),
            _("Add it once more: a photo of the paper is enough, or a file from another device."),
        ),
        short=_("a document that you added on %(day)s had a virus and is destroyed. Add it once more.") % said,
    )


# Facts: title (as she named it), day (on which it was added).
INFECTED = MessageKind(
    key="documents.infected",
    purpose=Purpose.MESSAGES,
    importance=Importance.IMPORTANT,
    words=_infected,
    sample={"title": "Diplom", "day": datetime.date(2026, 9, 30)},
    each=True,
)
