"""News from below that concern a person."""

import datetime
from typing import Any

from tandem.foundation.languages import Language
from tandem.identity.access.types import Acting
from tandem.identity.people import services


def follow_account_language(
    sender: object, *, acting: Acting, language: Language, now: datetime.datetime, **_later: Any
) -> None:
    services.follow_account_language(acting, language=language, now=now)
