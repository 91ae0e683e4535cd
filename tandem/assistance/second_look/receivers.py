"""What was sent or removed is no longer to be looked at."""

import datetime
from collections.abc import Mapping
from typing import Any

from tandem.assistance.second_look import services
from tandem.assistance.second_look.selectors import OPEN
from tandem.eservices.efforts.types import PROOF
from tandem.eservices.procedures.types import FORM
from tandem.foundation import clock
from tandem.identity.access.types import system

BY = system(services.ARTICLE)


def form_filed(sender: object, *, draft_id: int, person_id: int, has: Mapping[str, bool], **_later: Any) -> None:
    # Nearly nobody asks for a look, and where nothing was looked at nothing ends.
    if has.get(OPEN) is not False:
        services.note_sent(BY, kind=FORM, subject=str(draft_id), person_id=person_id, now=clock.now())


def proof_filed(sender: object, *, person_id: int, month: datetime.date, **_later: Any) -> None:
    services.note_sent(BY, kind=PROOF, subject=f"{month:%Y-%m}", person_id=person_id, now=clock.now())


def form_removed(sender: object, *, draft_id: int, **_later: Any) -> None:
    services.forget_removed(BY, kind=FORM, subject=str(draft_id))
