"""Her yes on paper: a sheet with the text, its code and her signature, brought by the helper or taken at the desk."""

import datetime

from django.db import transaction

from tandem.assistance.confirmations import steps
from tandem.assistance.confirmations.deciding import take_yes
from tandem.assistance.confirmations.enums import Channel, Outcome
from tandem.assistance.confirmations.models import Act, SignedSheet
from tandem.assistance.confirmations.refusals import PictureNeeded, UnknownCode
from tandem.assistance.confirmations.services.asking import SHEET
from tandem.assistance.confirmations.wording import BRING_PAPER, NOTE_ANSWER, NOTE_PAPER
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.pictures import Picture, keep
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import file_to_act_on
from tandem.identity.access.types import Acting

FOLDER = "confirmations"
PER_ACCOUNT = Limit("confirmations.paper", attempts=20, window=datetime.timedelta(hours=1))
_DESKS = (Capacity.COUNSELLOR, Capacity.FUND_OFFICER)


def note_paper(
    acting: Acting,
    *,
    code: str,
    signed_on: datetime.date,
    now: datetime.datetime,
    scan: Picture | None = None,
) -> tuple[Act, Outcome]:
    """Take note that the person signed the sheet with this code on that day.

    By the helper who asked, with a picture of it: otherwise he could sign for her unseen. Or by whoever the form is
    for, at whose desk the sheet itself lies. Raises UnknownCode, PictureNeeded, TooManyAttempts, NoYes,
    AlreadyAnswered.
    """
    if wait := PER_ACCOUNT.claim(str(acting.user_id), now=now):
        raise TooManyAttempts(wait)
    try:
        typed = SHEET.normalised(code)
    except ValueError:
        raise UnknownCode from None
    number = Act.objects.filter(paper_code=typed).order_by("pk").values_list("pk", flat=True).first()
    if number is None:
        raise UnknownCode
    return _note(acting, number, signed_on, scan, now)


@transaction.atomic
def _note(
    acting: Acting, act_id: int, signed_on: datetime.date, scan: Picture | None, now: datetime.datetime
) -> tuple[Act, Outcome]:
    act = steps.locked(act_id)
    file = _file(acting, act, now)
    if acting.capacity is Capacity.HELPER and scan is None:
        raise PictureNeeded
    if scan is not None:
        keep(SignedSheet(act=act), scan, folder=FOLDER, by=user_of(acting), now=now)
    steps.note(file, BRING_PAPER if acting.capacity is Capacity.HELPER else NOTE_PAPER, act, now)
    platform = steps.by_platform(act)
    outcome = take_yes(
        act,
        Channel.PAPER,
        taking=platform,
        is_hers=True,
        signed_on=signed_on,
        by=steps.whose(acting),
        now=now,
    )
    steps.note(platform, NOTE_ANSWER, act, now)
    return act, outcome


def _file(acting: Acting, act: Act, now: datetime.datetime) -> Acting:
    """Whoever may take this sheet: the helper who asked, or the desk that the form is for. Raises UnknownCode."""
    if acting.capacity is Capacity.HELPER:
        if (act.helper_id, act.organisation_id) != (acting.user_id, acting.organisation_id):
            raise UnknownCode
    elif acting.capacity not in _DESKS:
        raise UnknownCode
    try:
        return file_to_act_on(acting, act.person_id, Purpose(act.purpose), now=now)
    except Hidden:
        raise UnknownCode from None


def user_of(acting: Acting) -> int:
    """The account at the keyboard. Raises UnknownCode for a visitor and for the platform."""
    if acting.user_id is None:
        raise UnknownCode
    return acting.user_id
