"""The person's own pages: a yes with her factor, or a no in her words."""

import datetime

from django.db import transaction

from tandem.assistance.confirmations import steps
from tandem.assistance.confirmations.deciding import take_no, take_yes
from tandem.assistance.confirmations.enums import Channel, Flaw, Outcome
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.refusals import AlreadyAnswered, NoSecondFactor, NoYes
from tandem.assistance.confirmations.wording import CONFIRM, REFUSE
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.factors.selectors import has_second_factor
from tandem.identity.factors.services import check_key, check_second_factor


def confirm(
    acting: Acting,
    *,
    act_id: int,
    seen: str,
    now: datetime.datetime,
    code: str = "",
    credential: str = "",
    late_reason: str = "",
) -> Outcome:
    """The person says yes on her own screen, with her second factor: a `code`, or the answer of her key (JSON).

    `seen` is the fingerprint of the text that the page showed. Not within a transaction: a wrong code stays counted.
    Raises NoSecondFactor, NoYes, AlreadyAnswered, Hidden, and of `factors` WrongCode, TooManyAttempts, WrongKey and
    CopiedKey.
    """
    act = Act.objects.of(_own(acting)).filter(pk=act_id).order_by("pk").first()
    if act is None:
        raise Hidden
    # Before a code is used up for nothing.
    if not act.is_open:
        raise AlreadyAnswered
    if seen != act.fingerprint:
        raise NoYes(Flaw.OTHER_TEXT)
    if acting.user_id is None or not has_second_factor(acting.user_id):
        raise NoSecondFactor
    if credential:
        check_key(acting, credential=credential, now=now)
    else:
        check_second_factor(acting, code=code, now=now)
    return _confirm(acting, act_id, seen, late_reason, now)


@transaction.atomic
def _confirm(acting: Acting, act_id: int, seen: str, late_reason: str, now: datetime.datetime) -> Outcome:
    act = steps.locked(act_id, person_id=_own(acting))
    outcome = take_yes(
        act,
        Channel.SCREEN,
        taking=acting,
        is_hers=True,
        seen=seen,
        late_reason=late_reason,
        by=steps.whose(acting),
        now=now,
    )
    if outcome is Outcome.SENT:
        steps.note(acting, CONFIRM, act, now)
    return outcome


@transaction.atomic
def refuse(acting: Acting, *, act_id: int, words: str, now: datetime.datetime) -> None:
    """The person says no; that needs no code. The form stays, with her `words` for the helper.

    Raises AlreadyAnswered, Hidden.
    """
    act = steps.locked(act_id, person_id=_own(acting))
    take_no(act, Channel.SCREEN, file=acting, words=words, by=steps.whose(acting), now=now)
    steps.note(acting, REFUSE, act, now)


def _own(acting: Acting) -> int:
    """The person herself, nobody in her place. Raises Hidden."""
    if not acting.is_own_file:
        raise Hidden
    return acting.file(Purpose.HELP)
