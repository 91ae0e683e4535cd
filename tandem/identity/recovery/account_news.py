"""What happened to an account, to the person whose account it is, once the account's own channels do not reach her."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.identity.access.enums import Purpose
from tandem.identity.accounts.registry import news_of
from tandem.identity.people.enums import Channel
from tandem.identity.people.types import PAST_HELPERS, NoticeKind, NoticeWords

# Her mailbox and her phone were tried, or whoever is in her account may have put them into her file just now.
BY_LETTER = "accounts.news"
# Without an address, what stands in the file is better than silence.
ANYHOW = "accounts.news_anyhow"


def words(facts: Mapping[str, Any]) -> NoticeWords:
    news = news_of(facts["news"])
    happened, advice = str(news.happened), str(news.advice)
    return NoticeWords(
        subject=_("Your account was changed"), paragraphs=(happened, advice), short=f"{happened} {advice}"
    )


KINDS = [
    NoticeKind(
        key=key,
        purpose=Purpose.LOG_IN,
        words=words,
        sample={"news": "accounts.password_changed"},
        is_urgent=True,
        channels=channels,
    )
    for key, channels in ((BY_LETTER, frozenset({Channel.SCREEN, Channel.LETTER})), (ANYHOW, PAST_HELPERS))
]
