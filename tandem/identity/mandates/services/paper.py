"""Consent on paper, and its slip that ends a mandate. Code and QR lead to the same mandate as screen and SMS."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.pictures import Picture, keep
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.mandates import codes, rules
from tandem.identity.mandates.enums import Channel, ReadingLanguage
from tandem.identity.mandates.models import Mandate, Scan
from tandem.identity.mandates.steps import (
    AlreadyAnswered,
    by_platform,
    file_of,
    locked,
    note,
    open_request,
    user_of,
    whose,
)
from tandem.identity.mandates.taking_note import consent, end_by_message

FOLDER = "mandates"
PER_ACCOUNT = Limit("mandates.paper", attempts=20, window=datetime.timedelta(hours=1))
PER_ADDRESS = Limit("mandates.slip", attempts=10, window=datetime.timedelta(hours=1))


class UnknownCode(Refusal):
    # The same for a mistyped code, an unknown one and one that is none of yours.
    message = _("We know no mandate with this code here. Nothing was changed. Compare the code with the paper.")


class WrongSlip(Refusal):
    message = _(
        "This code and this date of birth do not belong together. Nothing was changed. Check both, or call your "
        "office."
    )


def note_paper(
    acting: Acting,
    *,
    code: str,
    signed_on: datetime.date,
    now: datetime.datetime,
    scan: Picture | None = None,
) -> Mandate:
    """Take note that the person signed the form with this code on that day; `scan` is a picture of it.

    By a helper named in the mandate or at the desk of the person's office. She is told on her own channel and can
    contest it. Raises UnknownCode, TooManyAttempts, NoConsent, AlreadyAnswered, ConflictOfInterest, NotAHelper.
    """
    if wait := PER_ACCOUNT.claim(str(acting.user_id), now=now):
        raise TooManyAttempts(wait)
    return _note_paper(acting, _by_code(code, UnknownCode), signed_on, scan, now)


@transaction.atomic
def _note_paper(
    acting: Acting, mandate_id: int, signed_on: datetime.date, scan: Picture | None, now: datetime.datetime
) -> Mandate:
    mandate = locked(mandate_id)
    try:
        file = file_of(acting, mandate, now)
    except Hidden:
        raise UnknownCode from None
    if file.capacity not in (Capacity.HELPER, Capacity.COUNSELLOR):
        raise UnknownCode
    if not mandate.is_open:
        raise AlreadyAnswered
    if scan is not None:
        keep(Scan(mandate=mandate), scan, folder=FOLDER, by=user_of(acting), now=now)
    request = open_request(mandate, Channel.PAPER)
    language = request.text.language if request else mandate.texts.get(is_official=True).language
    note(file, "mandates.bring_paper" if file.capacity is Capacity.HELPER else "mandates.note_paper", mandate, now)
    consent(
        mandate,
        Channel.PAPER,
        is_hers=True,
        language=ReadingLanguage(language),
        signed_on=signed_on,
        now=now,
        by=whose(acting),
    )
    note(by_platform(mandate, now), "mandates.note_consent", mandate, now)
    return mandate


def end_by_slip(acting: Acting, *, code: str, birth_date: datetime.date, address: str, now: datetime.datetime) -> None:
    """End the mandate whose slip somebody holds who knows the person's date of birth; nobody is logged in.

    `address` is where the request came from. Raises WrongSlip, TooManyAttempts, AlreadyAnswered.
    """
    if wait := PER_ADDRESS.claim(address, now=now):
        raise TooManyAttempts(wait)
    _end_by_slip(_by_code(code, WrongSlip), birth_date, now)


@transaction.atomic
def _end_by_slip(mandate_id: int, birth_date: datetime.date, now: datetime.datetime) -> None:
    mandate = locked(mandate_id)
    if mandate.person.birth_date is None or mandate.person.birth_date != birth_date:
        raise WrongSlip
    if mandate.state in rules.FINAL:
        raise AlreadyAnswered
    end_by_message(mandate, Channel.PAPER, now=now)


def _by_code(typed: str, refusal: type[Refusal]) -> int:
    try:
        code = codes.normalised(typed)
    except ValueError:
        raise refusal from None
    number = Mandate.objects.filter(paper_code=code).order_by("pk").values_list("pk", flat=True).first()
    if number is None:
        raise refusal
    return number
