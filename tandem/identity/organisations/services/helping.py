"""Helping without an organisation: volunteers, relatives and friends say so themselves."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.models import HelperProfile
from tandem.identity.organisations.rules import works_for_a_structure


class NeedsAStructure(Refusal):
    message = _(
        "Whoever helps as a profession does so for a helper structure. Nothing was saved. Ask the manager of your "
        "structure to invite you."
    )


@transaction.atomic
def begin_helping(acting: Acting, *, kind: HelperKind, now: datetime.datetime) -> HelperProfile:
    """Say that one helps somebody, as a volunteer or as a relative; to say the other one changes it from today on.

    It opens nothing: a person's consent does. Raises NeedsAStructure, Hidden for a visitor.
    """
    if acting.user_id is None:
        raise Hidden
    if works_for_a_structure(kind):
        raise NeedsAStructure
    today = day_of(now)
    known = _open(acting.user_id)
    if known is not None and known.kind == kind:
        return known
    if known is not None:
        known.ends_before = today
        known.save(update_fields=["ends_before"])
    return HelperProfile.objects.create(user_id=acting.user_id, kind=kind, starts_on=today)


@transaction.atomic
def resume_helping(acting: Acting, *, now: datetime.datetime) -> None:
    """Help again after the access was put to rest: she is here, so it is used. Raises Hidden for no helper."""
    profile = _own(acting)
    if profile.rests_from is not None:
        profile.rests_from, profile.warned_on, profile.woken_on = None, None, day_of(now)
        profile.save(update_fields=["rests_from", "warned_on", "woken_on"])


@transaction.atomic
def end_helping(acting: Acting, *, now: datetime.datetime) -> None:
    """From today on she helps nobody as a volunteer or relative. Raises Hidden for no helper."""
    profile = _own(acting)
    profile.ends_before = day_of(now)
    profile.save(update_fields=["ends_before"])


def _own(acting: Acting) -> HelperProfile:
    profile = _open(acting.user_id) if acting.user_id is not None else None
    if profile is None:
        raise Hidden
    return profile


def _open(user_id: int) -> HelperProfile | None:
    return HelperProfile.objects.select_for_update().filter(user_id=user_id, ends_before=None).order_by("pk").first()
