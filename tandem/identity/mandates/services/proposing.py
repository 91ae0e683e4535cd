"""Putting a mandate before a person: who, what, how far, how long. The text is fixed with the proposal."""

import datetime
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.mandates import documents, registry, rules
from tandem.identity.mandates.codes import new_code
from tandem.identity.mandates.enums import AREAS, Channel, Duration, EndReason, Event
from tandem.identity.mandates.holders import decides_about, helper_kind
from tandem.identity.mandates.models import OPEN, Mandate, MandateArea, NamedHelper
from tandem.identity.mandates.services.asking import ask_on_screen
from tandem.identity.mandates.steps import (
    ConflictOfInterest,
    NotAHelper,
    end_at_once,
    file_of,
    locked,
    note,
    official_text,
    step,
    user_of,
    whose,
)
from tandem.identity.mandates.types import Holder, Terms
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.people.selectors import person_known_by

# Whoever tries numbers and birth dates gets nowhere; a helper with a busy morning gets through.
PER_HELPER = Limit("mandates.propose", attempts=20, window=datetime.timedelta(hours=24))


class NobodyFound(Refusal):
    # The same for a wrong number and a wrong date: a helper learns of nobody whom she does not know already.
    message = _(
        "This number and this date of birth do not belong together. Nothing was sent. Check both with the person."
    )


class MoreThanAllowed(Refusal):
    message = _(
        "This is more than a helper of this kind may be allowed, or for longer. Nothing was sent. Choose less."
    )


class NothingChosen(Refusal):
    message = _("Choose at least one area in which the helper may help. Nothing was sent.")


class AlreadyProposed(Refusal):
    message = _(
        "A mandate with this helper waits for an answer already. Nothing new was sent. Wait for the answer, or take "
        "the proposal back."
    )


def propose_to_person(
    acting: Acting,
    *,
    person_number: str,
    birth_date: datetime.date,
    terms: Terms,
    now: datetime.datetime,
) -> Mandate:
    """A helper asks a person whose number and birth date she knows from her. The helper herself is named in it.

    It opens nothing, and shows the helper nothing about the person, before the person has granted it. Raises
    NobodyFound, TooManyAttempts, NotAHelper, ConflictOfInterest, NothingChosen, MoreThanAllowed, AlreadyProposed;
    Hidden for whoever does not act as a helper.
    """
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    if wait := PER_HELPER.claim(str(acting.user_id), now=now):
        raise TooManyAttempts(wait)
    person_id = person_known_by(person_number=person_number, birth_date=birth_date)
    if person_id is None:
        raise NobodyFound
    return _propose(acting, person_id, Holder(acting.organisation_id, (acting.user_id,)), terms, now=now)


def propose_to_helper(
    acting: Acting,
    *,
    holder: Holder,
    terms: Terms,
    now: datetime.datetime,
) -> Mandate:
    """The person prepares a mandate of her own (`Purpose.MANDATES`) for a structure, or for one helper alone.

    It waits for her consent like any other. Raises NotAHelper, ConflictOfInterest, NothingChosen, MoreThanAllowed,
    AlreadyProposed.
    """
    if not acting.is_own_file:
        raise Hidden
    return _propose(acting, acting.file(Purpose.MANDATES), holder, terms, now=now)


@transaction.atomic
def renew(acting: Acting, *, mandate_id: int, now: datetime.datetime, as_before: bool = False) -> Mandate:
    """Propose the same mandate again: one step down, as `registry.step_down` says for the person, or `as_before`.

    By the person or a helper named in it. What the person has learnt decides only about what she proposes herself: a
    helper must not read it in the terms. `as_before` is hers, too; a renewal that she was shown is then put aside.
    Raises Hidden for a mandate that is not hers or not running, and what
    `propose_to_person` raises.
    """
    old = Mandate.objects.running(at=now).filter(pk=mandate_id).order_by("pk").first()
    if old is None:
        raise Hidden
    file = file_of(acting, old, now)
    if not (file.is_own_file or file.capacity is Capacity.HELPER):
        raise Hidden
    if as_before and not file.is_own_file:
        raise Hidden
    areas = old.areas.filter(ended_at=None).order_by("pk")
    held = {Purpose(row.area): Reach(row.reach) for row in areas}
    reaches: Mapping[Purpose, Reach] = held
    if as_before:
        _put_aside(file, old, now)
    elif file.is_own_file:
        reaches = registry.step_down(old.person_id, held, now)
    else:
        reaches = registry.one_step_down(held)
    helpers = old.helpers.filter(removed_at=None).order_by("pk").values_list("user_id", flat=True)
    terms = Terms(reaches, Duration(old.duration))
    return _propose(file, old.person_id, Holder(old.structure_id, tuple(helpers)), terms, now=now, renews=old)


def _put_aside(file: Acting, old: Mandate, now: datetime.datetime) -> None:
    """The narrower renewal that she does not want: she proposes another one in its place."""
    shown = Mandate.objects.filter(renews=old, state__in=OPEN).order_by("pk").first()
    if shown is not None:
        end_at_once(locked(shown.pk), Channel.SCREEN, EndReason.REPLACED, now=now, **whose(file))
        note(file, "mandates.end", shown, now)


def _propose(
    acting: Acting,
    person_id: int,
    holder: Holder,
    terms: Terms,
    *,
    now: datetime.datetime,
    renews: Mandate | None = None,
) -> Mandate:
    kinds = _kinds(person_id, holder, now)
    # What the least trusted of those named may hold is what all of them get.
    kind = min(kinds.values(), key=list(HelperKind).index)
    _check(kind, terms)
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                person_id=person_id,
                structure_id=holder.structure_id,
                helper_id=None if holder.structure_id else holder.helper_ids[0],
                helper_kind=kind,
                duration=terms.duration,
                proposed_at=now,
                proposed_by_id=user_of(acting),
                renews=renews,
                paper_code=new_code(),
            )
            MandateArea.objects.bulk_create(
                MandateArea(
                    mandate=mandate, area=area, reach=terms.reaches[area], duration=terms.duration, helper_kind=kind
                )
                for area in AREAS
                if area in terms.reaches
            )
            NamedHelper.objects.bulk_create(
                NamedHelper(mandate=mandate, user_id=user_id, kind=kind, added_at=now, added_by_id=user_of(acting))
                for user_id, kind in kinds.items()
            )
            documents.fix_official_text(mandate, now=now)
            text = official_text(mandate)
            step(mandate, Event.PROPOSE, Channel.SCREEN, now=now, text_hash=text.hash, **whose(acting))
            file = file_of(acting, mandate, now)
            note(file, "mandates.propose", mandate, now)
            ask_on_screen(acting, mandate, now=now)
    except IntegrityError as error:
        if not Mandate.objects.of(person_id).filter(state__in=OPEN).exists():
            raise
        raise AlreadyProposed from error
    return mandate


def _kinds(person_id: int, holder: Holder, now: datetime.datetime) -> dict[int, HelperKind]:
    """As what each of them helps. Raises NotAHelper, ConflictOfInterest."""
    if not holder.helper_ids or (holder.structure_id is None and len(holder.helper_ids) > 1):
        raise NotAHelper
    kinds = {}
    for user_id in holder.helper_ids:
        kind = helper_kind(user_id, holder.structure_id, now)
        if kind is None or documents.is_herself(user_id, person_id):
            raise NotAHelper
        if decides_about(user_id, person_id, now):
            raise ConflictOfInterest
        kinds[user_id] = kind
    return kinds


def _check(kind: HelperKind, terms: Terms) -> None:
    if not terms.reaches:
        raise NothingChosen
    if any(reach not in rules.reaches_of(kind, area, terms.duration) for area, reach in terms.reaches.items()):
        raise MoreThanAllowed
