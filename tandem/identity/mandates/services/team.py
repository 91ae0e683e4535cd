"""Who of a structure may use a mandate today: named by the structure's manager, removed by her or by the person."""

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.mandates import notices, rules
from tandem.identity.mandates.documents import is_herself
from tandem.identity.mandates.enums import Channel, EndReason, Event, State
from tandem.identity.mandates.holders import decides_about, helper_kind, manages
from tandem.identity.mandates.models import Mandate, NamedHelper
from tandem.identity.mandates.steps import (
    AlreadyAnswered,
    ConflictOfInterest,
    NotAHelper,
    end_at_once,
    file_of,
    locked,
    note,
    step,
    user_of,
    whose,
)


class AlreadyNamed(Refusal):
    message = _("This helper is named in the mandate already. Nothing was changed.")


@transaction.atomic
def name_helper(acting: Acting, *, mandate_id: int, user_id: int, now: datetime.datetime) -> NamedHelper:
    """The structure's manager lets a colleague use a running mandate; the person is told.

    Raises NotAHelper, ConflictOfInterest, AlreadyNamed, AlreadyAnswered, Hidden.
    """
    mandate, file = _managed(acting, mandate_id, now)
    kind = helper_kind(user_id, mandate.structure_id, now)
    if kind is None or is_herself(user_id, mandate.person_id):
        raise NotAHelper
    if decides_about(user_id, mandate.person_id, now):
        raise ConflictOfInterest
    try:
        with transaction.atomic():
            named = NamedHelper.objects.create(
                mandate=mandate, user_id=user_id, kind=kind, added_at=now, added_by_id=user_of(acting)
            )
    except IntegrityError as error:
        raise AlreadyNamed from error
    step(mandate, Event.ADD_HELPER, Channel.SCREEN, now=now, **whose(acting))
    note(file, "mandates.name_helper", mandate, now)
    notices.tell_person(mandate, "helper_named", now=now)
    return named


@transaction.atomic
def withdraw_helper(acting: Acting, *, mandate_id: int, user_id: int, now: datetime.datetime) -> None:
    """The structure's manager takes a colleague out of a running mandate. Raises AlreadyAnswered, Hidden."""
    mandate, file = _managed(acting, mandate_id, now)
    note(file, "mandates.withdraw_helper", mandate, now)
    _remove(acting, mandate, user_id, EndReason.HELPER, now)


@transaction.atomic
def remove_helper(acting: Acting, *, mandate_id: int, user_id: int, now: datetime.datetime) -> None:
    """The person takes a helper out of her mandate; without the last one it ends. Raises AlreadyAnswered, Hidden."""
    if not acting.is_own_file:
        raise Hidden
    mandate = locked(mandate_id, person_id=acting.file(Purpose.MANDATES))
    note(acting, "mandates.remove_helper", mandate, now)
    _remove(acting, mandate, user_id, EndReason.PERSON, now)


def _remove(acting: Acting, mandate: Mandate, user_id: int, reason: EndReason, now: datetime.datetime) -> None:
    if mandate.state in rules.FINAL:
        raise AlreadyAnswered
    if not mandate.helpers.filter(user_id=user_id, removed_at=None).update(removed_at=now):
        raise Hidden
    step(mandate, Event.REMOVE_HELPER, Channel.SCREEN, now=now, reason=reason, **whose(acting))
    if not mandate.helpers.filter(removed_at=None).exists():
        end_at_once(mandate, Channel.SCREEN, reason, now=now, **whose(acting))
        notices.tell_person(mandate, "ended", now=now)


def _managed(acting: Acting, mandate_id: int, now: datetime.datetime) -> tuple[Mandate, Acting]:
    """A running mandate of the structure that she manages, and the person's file, open for the mandate alone."""
    mandate = locked(mandate_id)
    if not manages(acting, mandate, now):
        raise Hidden
    if mandate.state != State.GRANTED:
        raise AlreadyAnswered
    return mandate, file_of(acting, mandate, now)
