"""The end of a mandate, or of one area of it. It takes effect with the transaction: every use asks the database."""

import datetime

from django.db import transaction

from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.mandates import notices
from tandem.identity.mandates.enums import Channel, EndReason, Event, IdentityCheck, State
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.steps import (
    AlreadyAnswered,
    end_at_once,
    file_of,
    locked,
    note,
    step,
    user_of,
    whose,
)


@transaction.atomic
def end(acting: Acting, *, mandate_id: int, now: datetime.datetime, contested: bool = False) -> Mandate:
    """The person ends her mandate, or takes an unanswered one off her list; she need not say why.

    `contested`: she says that she never granted it. Raises AlreadyAnswered, Hidden.
    """
    mandate = locked(mandate_id, person_id=_own(acting))
    reason = EndReason.CONTESTED if contested else EndReason.PERSON
    end_at_once(mandate, Channel.SCREEN, reason, now=now, **whose(acting))
    note(acting, "mandates.end", mandate, now)
    notices.tell_both(mandate, "ended", now=now)
    return mandate


@transaction.atomic
def end_area(acting: Acting, *, mandate_id: int, area: Purpose, now: datetime.datetime) -> Mandate:
    """The person takes one area out of a running mandate; with the last one the mandate ends.

    Raises AlreadyAnswered, Hidden.
    """
    mandate = locked(mandate_id, person_id=_own(acting))
    if mandate.state != State.GRANTED:
        raise AlreadyAnswered
    if not mandate.areas.filter(area=area, ended_at=None).update(ended_at=now):
        raise AlreadyAnswered
    step(mandate, Event.END_AREA, Channel.SCREEN, now=now, area=area, reason=EndReason.PERSON, **whose(acting))
    note(acting, "mandates.end_area", mandate, now)
    if mandate.areas.filter(ended_at=None).exists():
        notices.tell_helpers(mandate, "area_ended", now=now)
    else:
        end_at_once(mandate, Channel.SCREEN, EndReason.PERSON, now=now, **whose(acting))
        notices.tell_both(mandate, "ended", now=now)
    return mandate


@transaction.atomic
def give_back(acting: Acting, *, mandate_id: int, now: datetime.datetime) -> Mandate:
    """A helper named in it gives a mandate back, or takes a proposal back. Raises AlreadyAnswered, Hidden."""
    mandate = locked(mandate_id)
    file = file_of(acting, mandate, now)
    named = mandate.helpers.filter(user_id=user_of(acting), removed_at=None).exists()
    if file.capacity is not Capacity.HELPER or not named:
        raise Hidden
    note(file, "mandates.give_back", mandate, now)
    end_at_once(mandate, Channel.SCREEN, EndReason.HELPER, now=now, **whose(acting))
    notices.tell_both(mandate, "given_back", now=now)
    return mandate


@transaction.atomic
def end_by_phone(acting: Acting, *, mandate_id: int, check: IdentityCheck, now: datetime.datetime) -> Mandate:
    """The desk of the person's office ends a mandate because she called; `check` says how her voice was known.

    Raises AlreadyAnswered, Hidden.
    """
    mandate = locked(mandate_id)
    file = file_of(acting, mandate, now)
    if file.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    end_at_once(mandate, Channel.PHONE, EndReason.PERSON, now=now, identity_check=check, **whose(acting))
    note(file, "mandates.end_by_phone", mandate, now)
    notices.tell_both(mandate, "ended", now=now)
    return mandate


def _own(acting: Acting) -> int:
    if not acting.is_own_file:
        raise Hidden
    return acting.file(Purpose.MANDATES)
