"""A company's first administrator: a code goes by letter to the company's own address, and whoever has it manages.

Whoever works for the company reads the company's post; whoever only pretends to does not. The address comes from the
register, or for an agency from the list of licences: never from the one who asks.
"""

import datetime

import structlog
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.types import Acting
from tandem.identity.organisations import codes, letters
from tandem.identity.organisations.enums import Event, MemberRole, OrganisationKind
from tandem.identity.organisations.models import AccessCode, Licence, Membership, Organisation
from tandem.identity.organisations.register import Unreachable, company_register
from tandem.identity.organisations.services._common import locked, note
from tandem.identity.organisations.types import RegisteredCompany

log = structlog.get_logger()

LIFE = datetime.timedelta(days=14)
PURPOSE = "access_code"
ENTRIES = Limit("organisations.access_code", attempts=5, window=datetime.timedelta(hours=1))
# Whoever writes letters in other people's names is stopped early; a company gets no flood of them.
LETTERS_OF_AN_ACCOUNT = Limit("organisations.letters", attempts=3, window=datetime.timedelta(days=1))
LETTERS_TO_A_COMPANY = Limit("organisations.letters_to", attempts=2, window=datetime.timedelta(days=3))


class NotInRegister(Refusal):
    message = _(
        "The register has no active company with this number. No letter was sent. Compare the number with a letter or "
        "an invoice of the company."
    )


class NoAnswer(Refusal):
    message = _("The register of companies does not answer at the moment. No letter was sent. Try again in an hour.")


class NotLicensed(Refusal):
    message = _(
        "The list has no valid licence with this number. No letter was sent. Compare the number with the licence. If "
        "it is new, ask the canton that gave it."
    )


class LicenceEnded(Refusal):
    message = _(
        "The licence of your agency has ended since the letter was sent. Nothing was changed. Ask the canton that "
        "gave it, then enter the code again."
    )


class LettersOnTheWay(Refusal):
    message = _("Letters are on their way already. No further one was sent. Wait three days for the post.")


class WrongCode(Refusal):
    message = _("This is not the code of your letter. Nothing was changed. Compare it sign by sign and try again.")


class CodeExpired(Refusal):
    message = _(
        "This code does not count any more: a code lives for 14 days. Nothing was changed. Ask for a new letter."
    )


class CodeUsed(Refusal):
    message = _("This code has been entered already: it works once. You need it no more.")


def request_company_code(acting: Acting, *, uid: str, now: datetime.datetime) -> None:
    """Send a code to the address that the register has for a company (CHE and nine digits).

    Nothing is returned: for a blocked company the answer is the same, only that an operator is told instead of the
    company. Raises NotInRegister, NoAnswer, LettersOnTheWay, TooManyAttempts; Hidden for a visitor.
    """
    user_id = _claim_letter(acting, now)
    try:
        company = company_register().company(uid)
    except Unreachable as error:
        log.warning("company_register_unreachable")
        raise NoAnswer from error
    if company is None or not company.is_active:
        raise NotInRegister
    _send(acting, user_id, _employer(company, now), now, registered=company)


def request_agency_code(acting: Acting, *, licence_number: str, now: datetime.datetime) -> None:
    """The same for an agency: to the address that stands in the list of licences. Raises NotLicensed and as above."""
    user_id = _claim_letter(acting, now)
    today = day_of(now)
    licence = Licence.objects.in_force(on=today).select_related("agency").filter(number=licence_number).first()
    if licence is None:
        raise NotLicensed
    _send(acting, user_id, licence.agency, now)


def enter_access_code(acting: Acting, *, code: str, now: datetime.datetime) -> Organisation:
    """Whoever asked for the letter, and has it, manages the company's team from now on.

    The code counts for the account that asked, and no other. Raises TooManyAttempts, WrongCode, CodeExpired, CodeUsed,
    LicenceEnded (LSE/AVG 2); Hidden for a visitor.
    """
    if acting.user_id is None:
        raise Hidden
    # Before the transaction: a refusal must not take the count back.
    wait = ENTRIES.claim(str(acting.user_id), now=now)
    if wait:
        log.warning("access_code_throttled")
        raise TooManyAttempts(wait)
    organisation = _enter(acting, acting.user_id, codes.as_typed(code), now)
    ENTRIES.forget(str(acting.user_id))
    return organisation


def _claim_letter(acting: Acting, now: datetime.datetime) -> int:
    """The account that asks, with one letter less to ask for today."""
    if acting.user_id is None:
        raise Hidden
    wait = LETTERS_OF_AN_ACCOUNT.claim(str(acting.user_id), now=now)
    if wait:
        raise TooManyAttempts(wait)
    return acting.user_id


def _employer(company: RegisteredCompany, now: datetime.datetime) -> Organisation:
    """What the platform knows of the company; a new row, to be checked by an operator, when it is nothing yet."""
    found, _is_new = Organisation.objects.get_or_create(
        kind=OrganisationKind.EMPLOYER,
        uid=company.uid,
        defaults={
            "name": company.name,
            "street": company.street,
            "postal_code": company.postal_code,
            "locality": company.locality,
            "canton": company.canton,
            "is_to_be_checked": True,
            "team_confirmed_on": day_of(now),
        },
    )
    return found


def _send(
    acting: Acting,
    user_id: int,
    organisation: Organisation,
    now: datetime.datetime,
    registered: RegisteredCompany | None = None,
) -> None:
    wait = LETTERS_TO_A_COMPANY.claim(str(organisation.pk), now=now)
    if wait:
        raise LettersOnTheWay
    code = codes.new_code()
    # Made for a blocked company, too: the time to an answer must not tell what the answer does not.
    letter = letters.access_code(organisation, registered, code=code, expires_at=now + LIFE, now=now)
    if _is_blocked(organisation):
        _tell_operators(acting, organisation, now)
        return
    with transaction.atomic():
        AccessCode.objects.create(
            organisation=organisation,
            user_id=user_id,
            code_hash=codes.fingerprint(code, purpose=PURPOSE),
            sent_at=now,
            expires_at=now + LIFE,
        )
        letters.send_access_code(letter, now=now)
        note(acting, organisation, Event.CODE_SENT, now=now)


def _is_blocked(organisation: Organisation) -> bool:
    """Blocked as what it asks as, or as anything else: a blocked agency does not come back as an employer."""
    same = Organisation.objects.filter(uid=organisation.uid) if organisation.uid else Organisation.objects.none()
    return organisation.is_blocked or same.exclude(blocked_at=None).exists()


@transaction.atomic
def _tell_operators(acting: Acting, organisation: Organisation, now: datetime.datetime) -> None:
    """The asker reads what everybody reads; the operators learn who asked, on their pages and by e-mail."""
    note(acting, organisation, Event.ASKED_WHILE_BLOCKED, now=now)
    letters.tell_operators_of_blocked(organisation, now=now)


@transaction.atomic
def _enter(acting: Acting, user_id: int, code: str, now: datetime.datetime) -> Organisation:
    wanted = codes.fingerprint(code, purpose=PURPOSE)
    hers = AccessCode.objects.select_for_update().filter(user_id=user_id).order_by("pk")
    found = [known for known in hers if constant_time_compare(known.code_hash, wanted)]
    if not found:
        raise WrongCode
    access_code = found[0]
    organisation = locked(access_code.organisation_id)
    if access_code.used_at is not None:
        raise CodeUsed
    # Blocked since the letter left: the same words, and nothing about the block.
    if access_code.expires_at <= now or _is_blocked(organisation):
        raise CodeExpired
    if organisation.kind == OrganisationKind.AGENCY and not _is_licensed(organisation, day_of(now)):
        raise LicenceEnded
    access_code.used_at = now
    access_code.save(update_fields=["used_at"])
    _make_manager(organisation, user_id, now)
    note(acting, organisation, Event.CODE_ENTERED, subject_id=user_id, now=now)
    return organisation


def _is_licensed(agency: Organisation, on: datetime.date) -> bool:
    return Licence.objects.in_force(on=on).filter(agency=agency).exists()


def _make_manager(organisation: Organisation, user_id: int, now: datetime.datetime) -> None:
    today = day_of(now)
    known = Membership.objects.filter(user_id=user_id, organisation=organisation).not_ended(on=today)
    membership = known.order_by("-starts_on", "-pk").first()
    if membership is None:
        Membership.objects.create(user_id=user_id, organisation=organisation, role=MemberRole.MANAGER, starts_on=today)
        return
    membership.role = MemberRole.MANAGER
    membership.starts_on, membership.ends_before = min(membership.starts_on, today), None
    membership.save(update_fields=["role", "starts_on", "ends_before"])
