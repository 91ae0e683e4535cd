"""Her yes at the next visit: on the helper's device, in a session, with a code that only she has."""

import datetime

from django.db import transaction

from tandem.assistance.confirmations import steps
from tandem.assistance.confirmations.deciding import take_yes
from tandem.assistance.confirmations.enums import Channel, Outcome
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.refusals import NotTogether
from tandem.assistance.confirmations.selectors import session_beside
from tandem.assistance.confirmations.wording import CONFIRM_TOGETHER, NOTE_ANSWER
from tandem.assistance.sessions.services import prove_presence
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting


def confirm_together(acting: Acting, *, act_id: int, seen: str, code: str, now: datetime.datetime) -> Outcome:
    """The person has read the text at the visit and signs with a code of hers: that is what "there" means here.

    By the helper who asked, in his session with her. That her presence was proved some minutes ago is not enough: she
    may have gone for a coffee. What is sent stays what it is, made in place of her. `seen` is the fingerprint of the
    text that the page showed. Not within a transaction: a wrong code stays counted. Raises NotTogether, NoYes,
    AlreadyAnswered, Hidden, and what `sessions.prove_presence` raises.
    """
    act = _own_act(acting, act_id)
    session_id = session_beside(acting, act, now=now)
    if session_id is None:
        raise NotTogether
    prove_presence(acting, session_id=session_id, code=code, now=now)
    return _confirm(acting, act_id, seen, now)


@transaction.atomic
def _confirm(acting: Acting, act_id: int, seen: str, now: datetime.datetime) -> Outcome:
    act = steps.locked(act_id)
    file = open_file(acting, act.person_id, Purpose.HELP, now=now)
    steps.note(file, CONFIRM_TOGETHER, act, now)
    platform = steps.by_platform(act)
    outcome = take_yes(
        act,
        Channel.VISIT,
        taking=platform,
        is_hers=True,
        seen=seen,
        by=steps.whose(acting),
        now=now,
    )
    steps.note(platform, NOTE_ANSWER, act, now)
    return outcome


def _own_act(acting: Acting, act_id: int) -> Act:
    """Raises Hidden."""
    rows = Act.objects.filter(pk=act_id, helper_id=acting.user_id)
    act = rows.order_by("pk").first()
    if acting.capacity is not Capacity.HELPER or act is None or act.organisation_id != acting.organisation_id:
        raise Hidden
    return act
