"""Her yes on paper: a sheet with the text, its code and her signature, brought by the helper or taken at the desk."""

import datetime
import hashlib

from django.db import transaction

from tandem.assistance.confirmations import steps
from tandem.assistance.confirmations.deciding import take_yes
from tandem.assistance.confirmations.enums import Channel, Outcome
from tandem.assistance.confirmations.models import Act, SignedSheet
from tandem.assistance.confirmations.refusals import PictureNeeded, UnknownCode
from tandem.assistance.confirmations.services.asking import SHEET
from tandem.assistance.confirmations.wording import BRING_PAPER, NOTE_ANSWER, NOTE_PAPER
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.pictures import Picture, remove, remove_on_commit, seal
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
        _keep(act, scan, acting, now)
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


def _keep(act: Act, scan: Picture, acting: Acting, now: datetime.datetime) -> None:
    path = seal(FOLDER, scan)
    try:
        SignedSheet.objects.create(
            act=act,
            path=path,
            content_type=scan.content_type,
            hash=hashlib.sha256(scan.content).digest(),
            kept_at=now,
            kept_by_id=user_of(acting),
        )
    except BaseException:
        remove(path)
        raise


def user_of(acting: Acting) -> int:
    """The account at the keyboard. Raises UnknownCode for a visitor and for the platform."""
    if acting.user_id is None:
        raise UnknownCode
    return acting.user_id


def remove_sheets(act: Act) -> int:
    """Take the pictures away, once that is committed; their fingerprints stay."""
    rows = list(act.sheets.exclude(path="").order_by("pk"))
    for row in rows:
        path, row.path = row.path, ""
        row.save(update_fields=["path"])
        remove_on_commit(path)
    return len(rows)
