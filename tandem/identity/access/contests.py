"""A visit contested by the person, and the answer to it."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access import hats, selectors
from tandem.identity.access.enums import AuthorityKind, Purpose
from tandem.identity.access.models import Contest
from tandem.identity.access.services import open_file, record
from tandem.identity.access.types import Acting, Authority


class AlreadyContested(Refusal):
    message = _("You have contested this visit already. Nothing was changed.")


def contest_visit(acting: Acting, *, entry_id: int, reason: str, now: datetime.datetime) -> Contest:
    """The person says what is wrong with a visit. Raises AlreadyContested; Hidden for a row of another file."""
    with transaction.atomic():
        contest, is_new = Contest.objects.get_or_create(
            entry=selectors.visit(acting, entry_id), defaults={"reason": reason, "contested_at": now}
        )
        if not is_new:
            raise AlreadyContested
        _record(acting, "access.contest_visit", contest, now)
    return contest


def answer_contest(acting: Acting, *, contest_id: int, answer: str, now: datetime.datetime) -> Contest:
    """The body in whose name somebody looked says why, or what it did about it.

    Raises Hidden for whoever is not of that body, for the one who looked, and once there is an answer.
    """
    with transaction.atomic():
        waiting = selectors.contests_to_answer(acting, now=now).select_for_update(of=("self",))
        contest = waiting.filter(pk=contest_id).first()
        if contest is None:
            raise Hidden
        file = open_file(acting, contest.entry.person_id, Purpose.CONTEST, now=now)
        contest.answer, contest.answered_at, contest.answered_by_id = answer, now, acting.user_id
        contest.save(update_fields=["answer", "answered_at", "answered_by"])
        _record(file, "access.answer_contest", contest, now)
    return contest


def answers_for_the_visit(
    acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime
) -> Authority | None:
    """A ground: this person has contested a visit that the actor's organisation must answer, today a place of hers."""
    if purpose is not Purpose.CONTEST or acting.user_id is None:
        return None
    worn = {hat.hat for hat in hats.worn_by(acting.user_id, now)}
    waiting = selectors.contests_to_answer(acting, now=now)
    if acting.hat not in worn or not waiting.filter(entry__person_id=person_id).exists():
        return None
    return Authority(AuthorityKind.LEGAL_DUTY)


def _record(file: Acting, verb: str, contest: Contest, now: datetime.datetime) -> None:
    purpose = Purpose.CONTEST if file.purpose is Purpose.CONTEST else Purpose.WHO_LOOKED
    record(file, verb=verb, purpose=purpose, object_type=contest._meta.label, object_id=contest.pk, now=now)
