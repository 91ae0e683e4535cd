"""The verbs of presence codes: print or post a list, and take a code."""

import datetime

import structlog
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tandem.foundation.codes import Code, as_typed, hash_in_list, list_key
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.services import send_letter
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import file_to_act_on, record
from tandem.identity.access.types import Acting
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.types import NewList
from tandem.identity.people.selectors import contact_of
from tandem.identity.presence_codes import printing, selectors
from tandem.identity.presence_codes.models import PresenceCode, PresenceList
from tandem.identity.presence_codes.rules import ASK_AGAIN_AFTER, LENGTH
from tandem.identity.presence_codes.wording import ASK_LETTER, HAND_OUT, POST
from tandem.identity.recovery.enums import Document

log = structlog.get_logger()

# 31 bits: nobody guesses one in the attempts that the lock leaves.
_CODE = Code("presence_codes", 7)
WRONG_CODES = Limit("presence_codes.check", attempts=5, window=datetime.timedelta(hours=1))


class HasAFactor(Refusal):
    message = _("This person has a second step of her own: with that she shows that it is she. Nothing was printed.")


class NoAddress(Refusal):
    message = _("No postal address is known for this person. Nothing was sent. Note her address first.")


class HasCodes(Refusal):
    message = _(
        "This person has a list already, or one is on its way. Nothing was sent. Is it lost? The desk of her office "
        "prints a new one."
    )


@transaction.atomic
def hand_out(acting: Acting, *, document: Document, now: datetime.datetime) -> NewList:
    """At the desk of her office, her document in hand: a new list; the old one stops at once. Its codes are known now
    and never again. `acting` has her file open (`Purpose.LOG_IN`). Raises HasAFactor, Hidden for her own.
    """
    made = _make(_person(acting), now)
    record(
        acting,
        verb=HAND_OUT,
        purpose=Purpose.LOG_IN,
        object_type="recovery.Document",
        object_id=document,
        now=now,
    )
    return made


@transaction.atomic
def post(acting: Acting, *, now: datetime.datetime) -> None:
    """Her office has a new list sent to the address in her file. Raises HasAFactor, NoAddress, Hidden."""
    _post(_person(acting), now)
    record(acting, verb=POST, purpose=Purpose.LOG_IN, now=now)


@transaction.atomic
def ask_letter(acting: Acting, *, person_id: int, now: datetime.datetime) -> None:
    """A helper with a mandate has a first list sent to the person's address: he never sees a code, nor the address.

    It takes nothing from her: who has a list keeps it. Raises HasAFactor, HasCodes, NoAddress, Hidden.
    """
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    file = file_to_act_on(acting, person_id, Purpose.HELP, now=now)
    known = PresenceList.objects.select_for_update().filter(person_id=person_id).first()
    if known and (known.made_at > now - ASK_AGAIN_AFTER or selectors.next_number(person_id) is not None):
        raise HasCodes
    _post(person_id, now)
    record(file, verb=ASK_LETTER, purpose=Purpose.HELP, now=now)


def check(acting: Acting, *, person_id: int, code: str, now: datetime.datetime) -> None:
    """Take the code that is asked for next; it counts once. The caller has decided whose screen this is.

    `acting` is whoever types: to her codes everybody is a visitor who names her.

    The attempt is counted before the code is looked at, and stays counted: not within a transaction. Raises WrongCode
    and TooManyAttempts, and WrongCode for whoever has a second factor.
    """
    with transaction.atomic(durable=True):
        wait = WRONG_CODES.claim(str(person_id), now=now)
    if wait:
        raise TooManyAttempts(wait)
    line = selectors.next_line(person_id) if selectors.counts_for(person_id) else None
    if line is None or not _opens(line, as_typed(code)):
        raise WrongCode
    # Two at once both find it unused; only one of them changes the row.
    if PresenceCode.objects.filter(pk=line.pk, used_at=None).update(used_at=now) != 1:
        raise WrongCode
    WRONG_CODES.forget(str(person_id))
    log.info("presence_code_accepted", list_id=line.code_list_id)


def _person(acting: Acting) -> int:
    if acting.is_own_file:
        raise Hidden
    return acting.file(Purpose.LOG_IN)


def _make(person_id: int, now: datetime.datetime) -> NewList:
    if not selectors.counts_for(person_id):
        raise HasAFactor
    PresenceList.objects.filter(person_id=person_id).delete()
    made = PresenceList.objects.create(person_id=person_id, key=list_key(), made_at=now)
    codes = tuple(as_typed(_CODE.new()) for _number in range(LENGTH))
    PresenceCode.objects.bulk_create(
        PresenceCode(code_list=made, number=number, code_hash=hash_in_list(made.key, number, code))
        for number, code in enumerate(codes, start=1)
    )
    return NewList(codes=codes, made_at=now)


def _post(person_id: int, now: datetime.datetime) -> None:
    contact = contact_of(person_id)
    if not contact.address:
        raise NoAddress
    with override(contact.language):
        pdf = printing.letter(contact, _make(person_id, now), now=now)
    send_letter(address="\n".join(contact.address), pdf=pdf, topic="presence_codes.list", now=now)


def _opens(line: PresenceCode, typed: str) -> bool:
    return constant_time_compare(line.code_hash, hash_in_list(line.code_list.key, line.number, typed))
