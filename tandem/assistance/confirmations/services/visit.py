"""Her yes at the next visit: in a session with the helper, while it is proved that she is there."""

import datetime

from django.db import transaction

from tandem.assistance.confirmations import steps
from tandem.assistance.confirmations.enums import Channel, Outcome
from tandem.assistance.confirmations.refusals import NotTogether
from tandem.assistance.confirmations.services.deciding import take_yes
from tandem.assistance.confirmations.wording import CONFIRM_TOGETHER, NOTE_ANSWER
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting

_TOGETHER = (Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS)


@transaction.atomic
def confirm_together(acting: Acting, *, act_id: int, seen: str, now: datetime.datetime) -> Outcome:
    """The person has read the text at the visit and says yes. What is sent stays what it is: made in place of her.

    By the helper who asked, in a session in which her presence is proved at this very moment. `seen` is the
    fingerprint of the text that the page showed. Raises NotTogether, NoYes, AlreadyAnswered, Hidden.
    """
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    act = steps.locked(act_id, helper_id=acting.user_id, organisation_id=acting.organisation_id)
    file = open_file(acting, act.person_id, Purpose.HELP, now=now)
    if not is_together(file):
        raise NotTogether
    steps.note(file, CONFIRM_TOGETHER, act, now)
    platform = steps.by_platform(act)
    outcome = take_yes(act, Channel.VISIT, taking=platform, is_hers=True, seen=seen, by=steps.whose(acting), now=now)
    steps.note(platform, NOTE_ANSWER, act, now)
    return outcome


def is_together(file: Acting) -> bool:
    """Whether a helper's opened file says that the person sits with him, proved: only sessions can say so."""
    return file.presence in _TOGETHER
