"""Her signature on the helper's screen: she proves herself, and in that moment the form is filed."""

import dataclasses
import datetime
from typing import Any

from django.db import transaction

from tandem.assistance.sessions import selectors
from tandem.assistance.sessions.enums import Side, Way
from tandem.assistance.sessions.proof import check_her_factor
from tandem.assistance.sessions.refusals import NotThere
from tandem.assistance.sessions.steps import note, opened
from tandem.assistance.sessions.wording import SIGN
from tandem.eservices.procedures.selectors import file_of_draft
from tandem.eservices.procedures.services import file
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import AuthorityKind, Reach
from tandem.identity.access.types import Acting


def sign(
    acting: Acting,
    *,
    draft_id: int,
    seen: str,
    language: Language,
    now: datetime.datetime,
    code: str = "",
    credential: str = "",
    late_reason: str = "",
) -> Any:
    """The person files a form on the helper's device, with a `code` or a key of hers: one proof, one filing.

    The right to send is there within this transaction only: nobody else ever sees it. Not within a transaction: a
    wrong code stays counted. Raises what `procedures.services.file` raises, NotThere, Hidden, and of `factors`
    WrongCode, TooManyAttempts, WrongKey, CopiedKey.
    """
    session = selectors.current(acting, now=now)
    if session is None:
        raise NotThere
    if session.way != Way.HELPER_DEVICE or selectors.side_of(session, acting) is not Side.HELPER:
        raise Hidden
    # Before a code is used up for nothing.
    _signable(acting, draft_id, now)
    check_her_factor(session, code=code, credential=credential, now=now)
    with transaction.atomic():
        session, _side = opened(acting, session.pk, now)
        session.presence_proved_at = session.active_at = now
        session.save(update_fields=["presence_proved_at", "active_at"])
        opened_file = _signable(acting, draft_id, now)
        signing = dataclasses.replace(opened_file.authority, reach=Reach.SEND)
        hers = opened_file.concerning(session.person_id, signing, opened_file.purpose)
        note(acting, SIGN, session, now)
        return file(hers, draft_id=draft_id, seen=seen, language=language, late_reason=late_reason, now=now)


def _signable(acting: Acting, draft_id: int, now: datetime.datetime) -> Acting:
    """The draft's file, open under this session. Raises Hidden where only a mandate, or nothing, opens it."""
    opened_file = file_of_draft(acting, draft_id, now=now)
    if opened_file.authority.kind is not AuthorityKind.SESSION:
        raise Hidden
    return opened_file
