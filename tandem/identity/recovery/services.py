import datetime
import secrets

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.enums import State
from tandem.foundation.sending.selectors import state_of
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.accounts.services import end_all_sessions, issue_password_code
from tandem.identity.factors import services as factors
from tandem.identity.factors.selectors import has_second_factor
from tandem.identity.factors.types import NewList
from tandem.identity.people.selectors import account_of_person, contact_of
from tandem.identity.recovery import letters, notice, rules
from tandem.identity.recovery.enums import Document, Lost, RecoveryState
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.types import HandedOut

log = structlog.get_logger()

_STOPS = Limit("recovery.stop", attempts=20, window=datetime.timedelta(hours=1))


class NoAccount(Refusal):
    message = _("This person has no account yet, so there is nothing to recover. Give her the letter to open one.")


class OwnAccount(Refusal):
    message = _("This is your own account. A colleague must look at your document. Nothing was changed.")


class BegunAlready(Refusal):
    message = _("A recovery is under way already, here or at another desk. Nothing was begun a second time.")


class TooEarly(Refusal):
    message = _("The waiting time is not over. It protects the person: everybody who hears of it may stop it.")


class NeedsColleague(Refusal):
    message = _(
        "What you would print opens this account alone. So that nobody does so unseen, a colleague who did not begin "
        "the recovery must complete it. Nothing was changed."
    )


class NothingUnderWay(Refusal):
    message = _("No recovery is under way any more. It was stopped, completed or not taken up in time.")


class HasOtherWays(Refusal):
    message = _(
        "This account has a second step already. So that nobody gets around it, begin a recovery, or send a list by "
        "letter. Nothing was changed."
    )


class NoAddress(Refusal):
    message = _("No postal address is known for this person. Nothing was sent. Note her address first.")


class UnknownCode(Refusal):
    message = _("This code stops nothing: it was mistyped, or what it stopped is over. Check it in the notice.")


@transaction.atomic
def begin(acting: Acting, *, document: Document, now: datetime.datetime) -> None:
    """Somebody at the person's office has seen her document: the wait begins, and she is told on every channel.

    `acting` has her file open (`Purpose.LOG_IN`). Raises NoAccount, OwnAccount, BegunAlready.
    """
    person_id, user_id = _whose(acting)
    begun = Recovery.objects.select_for_update().filter(person_id=person_id, state=RecoveryState.WAITING)
    begun.filter(lapses_at__lte=now).update(state=RecoveryState.LAPSED, ended_at=now)
    if begun.exists():
        raise BegunAlready
    stop_code = "".join(secrets.choice(rules.STOP_LETTERS) for _place in range(rules.STOP_LENGTH))
    if acting.organisation_id is None or acting.user_id is None:
        raise Hidden
    user = get_user_model().objects.get(pk=user_id)
    contact = contact_of(person_id)
    heard = bool(notice.addresses(contact, user) or notice.phones(contact, user))
    ready_at = rules.ready_at(now, datetime.timedelta(hours=settings.RECOVERY_WAIT_HOURS), is_heard_at_once=heard)
    row = Recovery.objects.create(
        person_id=person_id,
        user_id=user_id,
        office_id=acting.organisation_id,
        document=document,
        stop_hash=_hash(stop_code),
        begun_at=now,
        begun_by_id=acting.user_id,
        ready_at=ready_at,
        lapses_at=rules.lapses_at(ready_at),
    )
    _note(acting, "recovery.begin", row, now)
    row.told_by = notice.tell_everywhere(person_id, user, lambda: notice.begun(row.ready_at, stop_code), now=now)
    row.save(update_fields=["told_by"])


@transaction.atomic
def follow_notice(acting: Acting, *, outgoing_id: int, now: datetime.datetime) -> None:
    """When every mail and SMS that told of a recovery has failed, it waits as long as a letter needs.

    Attack: somebody with a false document comes to a desk while the addresses in the file are dead.
    """
    rows = Recovery.objects.select_for_update().filter(state=RecoveryState.WAITING, told_by__contains=[outgoing_id])
    row = rows.order_by("pk").first()
    if row is None:
        return
    how = [state_of(number) for number in row.told_by]
    if any(one is not None and one.state is not State.FAILED for one in how):
        return
    wait = datetime.timedelta(hours=settings.RECOVERY_WAIT_HOURS)
    row.ready_at = rules.ready_at(row.begun_at, wait, is_heard_at_once=False)
    row.lapses_at = rules.lapses_at(row.ready_at)
    row.save(update_fields=["ready_at", "lapses_at"])
    log.info("recovery_waits_for_a_letter", recovery_id=row.pk)


@transaction.atomic
def complete(acting: Acting, *, lost: Lost, now: datetime.datetime) -> HandedOut:
    """Hand out on paper what she has lost, after the wait; every open session ends.

    A new list replaces every other second step; a code for a new password leaves them. Raises NothingUnderWay,
    TooEarly, OwnAccount, NoAccount; NeedsColleague where the paper is enough to come in.
    """
    person_id, user_id = _whose(acting)
    row = _locked(now, person_id=person_id)
    if now < row.ready_at:
        raise TooEarly
    codes = password = None
    if lost is not Lost.SECOND_STEP:
        is_enough = lost is Lost.BOTH or not has_second_factor(user_id)
        if is_enough and acting.user_id == row.begun_by_id:
            raise NeedsColleague
        password = issue_password_code(acting, user_id=user_id, now=now)
        _note(acting, "recovery.hand_out_password", row, now)
    if lost is not Lost.PASSWORD:
        factors.forget_all(user_id)
        codes = factors.make_list(acting, user_id=user_id, now=now)
        _note(acting, "recovery.complete", row, now)
    end_all_sessions(acting, user_id=user_id, now=now)
    _end(row, RecoveryState.DONE, by=acting.user_id, now=now)
    user = get_user_model().objects.get(pk=user_id)
    notice.tell_everywhere(person_id, user, lambda: notice.completed(lost), now=now)
    return HandedOut(codes=codes, password=password)


@transaction.atomic
def stop_at_desk(acting: Acting, *, now: datetime.datetime) -> None:
    """The person said at the desk or on the phone that it was not she. Raises NothingUnderWay."""
    row = _locked(now, person_id=acting.file(Purpose.LOG_IN))
    _end(row, RecoveryState.STOPPED, by=acting.user_id, now=now)
    _note(acting, "recovery.stop_at_desk", row, now)


@transaction.atomic
def stop_own(acting: Acting, *, now: datetime.datetime) -> None:
    """The account's owner, who can log in after all, stops it. Raises NothingUnderWay, Hidden for a visitor."""
    if acting.user_id is None:
        raise Hidden
    _end(_locked(now, user_id=acting.user_id), RecoveryState.STOPPED, by=acting.user_id, now=now)


def stop_by_code(acting: Acting, *, code: str, address: str, now: datetime.datetime) -> None:
    """Whoever holds the notice stops it, without logging in: better stopped once too often.

    `address` is where the request came from. Raises UnknownCode, TooManyAttempts.
    """
    if wait := _STOPS.claim(address, now=now):
        raise TooManyAttempts(wait)
    with transaction.atomic():
        try:
            row = _locked(now, stop_hash=_hash(rules.stop_code_as_typed(code)))
        except NothingUnderWay as nothing:
            raise UnknownCode from nothing
        _end(row, RecoveryState.STOPPED, by=None, now=now)


@transaction.atomic
def hand_out_list(acting: Acting, *, document: Document, now: datetime.datetime) -> NewList:
    """Print a first list for somebody at the desk who has no second step yet; returns its codes once.

    Somebody who has one is not helped around it in a minute. Raises NoAccount, OwnAccount, HasOtherWays.
    """
    _person_id, user_id = _whose(acting)
    if has_second_factor(user_id):
        raise HasOtherWays
    made = factors.make_list(acting, user_id=user_id, now=now)
    record(
        acting,
        verb="recovery.hand_out_list",
        purpose=Purpose.LOG_IN,
        object_type="recovery.Document",
        object_id=document,
        now=now,
    )
    return made


@transaction.atomic
def post_list(acting: Acting, *, now: datetime.datetime) -> None:
    """Send a new list to the address in her file; the old one stops at once.

    Raises NoAccount, OwnAccount, NoAddress.
    """
    person_id, user_id = _whose(acting)
    contact = contact_of(person_id)
    if not contact.address:
        raise NoAddress
    with override(contact.language):
        letters.send_list(contact, factors.make_list(acting, user_id=user_id, now=now), now=now)
    record(acting, verb="recovery.post_list", purpose=Purpose.LOG_IN, now=now)


def _whose(acting: Acting) -> tuple[int, int]:
    person_id = acting.file(Purpose.LOG_IN)
    user_id = account_of_person(person_id)
    if user_id is None:
        raise NoAccount
    if user_id == acting.user_id or acting.is_own_file:
        raise OwnAccount
    # Two desks at once come one after the other, and always take the account first.
    get_user_model().objects.select_for_update().get(pk=user_id)
    return person_id, user_id


def _locked(now: datetime.datetime, **whose: int | str) -> Recovery:
    rows = Recovery.objects.select_for_update(of=("self",)).filter(state=RecoveryState.WAITING, **whose)
    row = rows.filter(lapses_at__gt=now).order_by("pk").first()
    if row is None:
        raise NothingUnderWay
    return row


def _end(row: Recovery, state: RecoveryState, *, by: int | None, now: datetime.datetime) -> None:
    row.state, row.ended_at, row.ended_by_id = state, now, by
    row.save(update_fields=["state", "ended_at", "ended_by"])
    log.info("recovery_ended", recovery_id=row.pk, state=str(state))


def _note(acting: Acting, verb: str, row: Recovery, now: datetime.datetime) -> None:
    record(acting, verb=verb, purpose=Purpose.LOG_IN, object_type="recovery.Recovery", object_id=row.pk, now=now)


def _hash(code: str) -> str:
    return salted_hmac("recovery.stop", code, algorithm="sha256").hexdigest()
