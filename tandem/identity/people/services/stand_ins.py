"""A colleague looks after a counsellor's files while she cannot. The counsellor stays in charge."""

import datetime

import structlog
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import file_to_act_on, record
from tandem.identity.access.types import Acting
from tandem.identity.people import rules, selectors
from tandem.identity.people.enums import StandInReason
from tandem.identity.people.models import Person, StandIn

log = structlog.get_logger()


class NotAColleague(Refusal):
    message = _("Only somebody else who works at your office today can stand in. Choose a colleague from the list.")


class WrongPeriod(Refusal):
    message = _(
        "A stand-in begins today or later, ends after it begins, and lasts six months at most. For longer, the files"
        " get another counsellor."
    )


class AlreadyStoodInFor(Refusal):
    message = _(
        "Somebody stands in during these days already. Nothing was changed. Choose other days, or end the other"
        " stand-in first."
    )


class CounsellorNotHere(Refusal):
    message = _("Only the files of somebody who counsels at your office today can be looked after by a colleague.")


@transaction.atomic
def set_stand_in(
    acting: Acting,
    *,
    counsellor_id: int,
    substitute_id: int,
    reason: StandInReason,
    starts_on: datetime.date,
    ends_before: datetime.date,
    now: datetime.datetime,
) -> StandIn:
    """A colleague looks after files from a day until a day (excluded); then it ends by itself.

    `counsellor_id` and `substitute_id` are memberships of one office. With the file of one person open
    (`Purpose.ASSIGNMENT`) it is for that file; otherwise for all files of the counsellor. She sets it for herself, the
    office's manager for everybody. Raises Hidden for others, NotAColleague, CounsellorNotHere, WrongPeriod,
    AlreadyStoodInFor.
    """
    office = selectors.office_team(acting, now)
    if counsellor_id not in office.may_arrange:
        raise Hidden if counsellor_id in office.members else CounsellorNotHere
    if substitute_id not in office.members or substitute_id == counsellor_id:
        raise NotAColleague
    if not rules.may_stand_in(starts_on, ends_before, today=day_of(now)):
        raise WrongPeriod
    person_id = _file_of(acting, counsellor_id)
    try:
        with transaction.atomic():
            stand_in = StandIn.objects.create(
                counsellor_id=counsellor_id,
                substitute_id=substitute_id,
                person_id=person_id,
                reason=reason,
                starts_on=starts_on,
                ends_before=ends_before,
                set_at=now,
                set_by_id=acting.user_id,
            )
    except IntegrityError as refused:
        if "a_file_has_one_stand_in_at_a_time" not in str(refused):
            raise
        raise AlreadyStoodInFor from None
    _record(acting, "people.set_stand_in", stand_in, now)
    log.info("stand_in_set", stand_in_id=stand_in.pk)
    return stand_in


@transaction.atomic
def close_stand_in(acting: Acting, *, stand_in_id: int, now: datetime.datetime) -> None:
    """End it now; closing twice changes nothing.

    Whoever may set it may close it, and so may the colleague. Raises Hidden for others.
    """
    office = selectors.office_team(acting, now)
    locked = StandIn.objects.select_for_update(of=("self",)).order_by("pk")
    stand_in = locked.filter(pk=stand_in_id).first()
    if stand_in is None or not {stand_in.counsellor_id, stand_in.substitute_id} & office.may_arrange:
        raise Hidden
    if stand_in.closed_at is not None:
        return
    stand_in.closed_at, stand_in.closed_by_id = now, acting.user_id
    stand_in.save(update_fields=["closed_at", "closed_by"])
    _record(acting, "people.close_stand_in", stand_in, now)
    log.info("stand_in_closed", stand_in_id=stand_in.pk)


def _file_of(acting: Acting, counsellor_id: int) -> int | None:
    if acting.purpose is None:
        return None
    person_id = acting.file(Purpose.ASSIGNMENT)
    if not Person.objects.filter(pk=person_id, counsellor_id=counsellor_id).exists():
        raise CounsellorNotHere
    return person_id


def _record(acting: Acting, verb: str, stand_in: StandIn, now: datetime.datetime) -> None:
    """A row in each file whose keys change hands: for one file, or for all that the counsellor has today."""
    hers = Person.objects.filter(counsellor_id=stand_in.counsellor_id)
    if stand_in.person_id is not None:
        hers = Person.objects.filter(pk=stand_in.person_id)
    # In one order, so that two who write in the same files wait for each other instead of for ever.
    for person_id in hers.order_by("pk").values_list("pk", flat=True):
        record(
            file_to_act_on(acting, person_id, Purpose.ASSIGNMENT, now=now),
            verb=verb,
            purpose=Purpose.ASSIGNMENT,
            object_type="people.StandIn",
            object_id=stand_in.pk,
            now=now,
        )
