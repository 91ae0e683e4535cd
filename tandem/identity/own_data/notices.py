"""What a person is told before what is kept about her goes."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.foundation import formatting
from tandem.identity.access.enums import Purpose, Retention
from tandem.identity.own_data.rules import ANNOUNCED
from tandem.identity.people.enums import Channel
from tandem.identity.people.types import NoticeKind, NoticeWords

_WHAT: dict[str, Promise] = {
    Retention.CONVENIENCE: gettext_lazy(
        "On %(day)s we erase what was kept for your convenience only: drafts, saved searches and the like. What you "
        "filed stays."
    ),
    Retention.FILE: gettext_lazy(
        "On %(day)s we erase your file: your data, what you filed, your documents and your account. What must be kept "
        "longer names you no more."
    ),
}


def _kind(retention: str) -> NoticeKind:
    def words(facts: Mapping[str, Any]) -> NoticeWords:
        said = {"day": formatting.long_date(facts["day"])}
        return NoticeWords(
            subject=_("On %(day)s your data are erased") % said,
            paragraphs=(
                str(_WHAT[retention]) % said,
                _("Your file was closed, and the time for which the law lets us keep it is over then."),
                _("Do you want a copy? Take it before on your pages under “About me”, or ask for it at the desk."),
                _("Do you come back to us? Then tell the desk: your file is opened again and nothing is erased."),
            ),
            short=_("on %(day)s your data are erased. Do you want a copy? Take it before, or ask at the desk.") % said,
        )

    return NoticeKind(
        key=f"own_data.{retention}_ends",
        purpose=Purpose.PERSONAL_DATA,
        words=words,
        sample={"day": datetime.date(2031, 9, 23)},
        channels=frozenset(Channel),
    )


KINDS = [_kind(retention) for retention in sorted(ANNOUNCED)]
