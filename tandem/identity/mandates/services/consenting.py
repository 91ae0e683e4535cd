"""The person's yes or no. Nothing but an accepted proof of it grants a mandate, whatever the channel."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.factors.selectors import has_second_factor
from tandem.identity.factors.services import check_key, check_second_factor
from tandem.identity.mandates import documents, notices
from tandem.identity.mandates.enums import Channel, Event, Flaw, ReadingLanguage
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.services.asking import ask_on_screen
from tandem.identity.mandates.steps import (
    AlreadyAnswered,
    locked,
    move,
    note,
    official_text,
    open_request,
    whose,
)
from tandem.identity.mandates.taking_note import consent, require


class NoSecondFactor(Refusal):
    message = _(
        "Your account has no second factor yet. Nothing was granted. Set one up, or sign the mandate on paper."
    )


def grant(
    acting: Acting,
    *,
    mandate_id: int,
    seen: str,
    language: ReadingLanguage,
    now: datetime.datetime,
    code: str = "",
    credential: str = "",
) -> Mandate:
    """The person grants a mandate on her own screen, with her second factor: a `code`, or the answer of a key of hers

    to `factors.ask_key` (`credential`, JSON).

    `acting` has her own file open (`Purpose.MANDATES`). `seen` is the fingerprint of the official text that the page
    showed, `language` the one she read it in. Not within a transaction: a wrong code stays counted. Raises
    NoSecondFactor, NoConsent, AlreadyAnswered, ConflictOfInterest, NotAHelper, Hidden, and of `factors` WrongCode,
    TooManyAttempts, WrongKey and CopiedKey.
    """
    mandate = Mandate.objects.of(_own(acting)).filter(pk=mandate_id).order_by("pk").first()
    if mandate is None:
        raise Hidden
    # Before a code is used up for nothing.
    if not mandate.is_open:
        raise AlreadyAnswered
    require(None if seen == official_text(mandate).fingerprint else Flaw.OTHER_TEXT)
    if acting.user_id is None or not has_second_factor(acting.user_id):
        raise NoSecondFactor
    if credential:
        check_key(acting, credential=credential, now=now)
    else:
        check_second_factor(acting, code=code, now=now)
    return _grant_on_screen(acting, mandate_id, seen, language, now)


@transaction.atomic
def _grant_on_screen(
    acting: Acting, mandate_id: int, seen: str, language: ReadingLanguage, now: datetime.datetime
) -> Mandate:
    mandate = locked(mandate_id, person_id=_own(acting))
    if mandate.is_open and open_request(mandate, Channel.SCREEN) is None:
        ask_on_screen(acting, mandate, now=now)  # her account is younger than the proposal
    documents.text_read(mandate, language, now=now)
    consent(mandate, Channel.SCREEN, is_hers=True, seen=seen, language=language, now=now, by=whose(acting))
    note(acting, "mandates.grant", mandate, now)
    return mandate


@transaction.atomic
def refuse(acting: Acting, *, mandate_id: int, now: datetime.datetime) -> None:
    """The person says no on her own screen; that needs no code. Raises AlreadyAnswered, Hidden."""
    mandate = locked(mandate_id, person_id=_own(acting))
    move(mandate, Event.REFUSE, Channel.SCREEN, now=now, **whose(acting))
    note(acting, "mandates.refuse", mandate, now)
    notices.tell_helpers(mandate, "refused", now=now)


def _own(acting: Acting) -> int:
    """The person herself, nobody in her place. Raises Hidden."""
    if not acting.is_own_file:
        raise Hidden
    return acting.file(Purpose.MANDATES)
