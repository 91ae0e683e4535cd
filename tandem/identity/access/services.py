"""The gate and the ledger. There is no other way from a request to a person's file."""

import dataclasses
import datetime
import functools

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access import registry, visits
from tandem.identity.access.appending import append
from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Deed, InPlaceReason, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.rules import answer, article
from tandem.identity.access.selectors import permit
from tandem.identity.access.signals import acted
from tandem.identity.access.types import Acting, Authority

OPEN_FILE = "access.open_file"


class ReasonNeeded(Refusal):
    message = _(
        "You would send this in place of the person, and have not said why. Nothing was sent. Choose a reason first."
    )


class SignatureNeeded(Refusal):
    message = _("This is not signed yet. Nothing was sent. Sign it on this page, then it is sent.")


def open_file(acting: Acting, person_id: int, purpose: Purpose, *, now: datetime.datetime) -> Acting:
    """The way to a person's data: returns `acting` concerning that person, or raises `Hidden`.

    Missing and forbidden look alike. Opening somebody else's file leaves one row per visit in the ledger (`visits`);
    opening one's own does not, because nobody looked. Verbs and questions about the person take the returned value.
    """
    authority = _authority(acting, person_id, purpose, now)
    if authority is None:
        raise Hidden
    opened = acting.concerning(person_id, authority, purpose)
    if not opened.is_own_file:
        _note_visit(opened, purpose, now)
    return opened


def open_own_file(acting: Acting, purpose: Purpose, *, now: datetime.datetime) -> Acting:
    """`open_file` for a page that everybody has about herself. Raises `Hidden` for whoever acts as something else."""
    if acting.person_id is None:
        raise Hidden
    return open_file(acting, acting.person_id, purpose, now=now)


def file_to_act_on(acting: Acting, person_id: int, purpose: Purpose, *, now: datetime.datetime) -> Acting:
    """`open_file` for an act on a file of which nothing is shown: one decision that concerns many files at once.

    Nobody looks, so no visit is noted: the act's own row is the whole truth. Raises `Hidden`.
    """
    authority = _authority(acting, person_id, purpose, now)
    if authority is None:
        raise Hidden
    return acting.concerning(person_id, authority, purpose)


def once_confirmed(
    acting: Acting,
    purpose: Purpose,
    *,
    user_id: int,
    organisation_id: int | None,
    reason: InPlaceReason,
    now: datetime.datetime,
) -> Acting:
    """The file as the helper who asked may act on it, for the one act to which the person has just said yes.

    `acting` has her file open for `Purpose.HELP`: she herself, or the platform that took note of her answer. Every
    ground is asked again: a mandate that ended meanwhile opens nothing, whatever she was asked under it. The act is in
    place of her, for the reason that was given, and never anything else. Raises `Hidden`.
    """
    person_id = acting.file(Purpose.HELP)
    if not acting.is_own_file and acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    helper = Acting(
        capacity=Capacity.HELPER, user_id=user_id, organisation_id=organisation_id, request_id=acting.request_id
    )
    authority = _authority(helper, person_id, purpose, now)
    if authority is None or authority.kind is not AuthorityKind.MANDATE:
        raise Hidden
    confirmed = dataclasses.replace(authority, confirmed=True)
    return helper.standing_in(reason).concerning(person_id, confirmed, purpose)


def require_reason(acting: Acting) -> None:
    """For verbs that send something: a helper who is alone says why, from the short list. Raises ReasonNeeded."""
    if acting.is_in_place and acting.in_place is None:
        raise ReasonNeeded


def require_signature(acting: Acting) -> None:
    """For verbs that send something, once all else is right: what was typed to sign is used up for nothing else.

    `record` refuses the same for every verb that sends. Raises SignatureNeeded.
    """
    if acting.must_sign:
        raise SignatureNeeded


def begin_file(acting: Acting, person_id: int, purpose: Purpose) -> Acting:
    """Open the file of a person whom this very transaction has created: nobody is related to her yet.

    Only a legal duty in the rights table lets somebody do so. The creating verb writes its own row. Raises `Hidden`.
    """
    duty = AuthorityKind.LEGAL_DUTY
    if answer(acting.capacity, duty, None, purpose, Deed.ADMINISTER) is not Answer.ALLOWED:
        raise Hidden
    authority = Authority(duty, acting.authority.reference or article(acting.capacity, duty, purpose))
    return acting.concerning(person_id, authority, purpose)


def _authority(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """The first registered ground that holds between actor and person and that the rights table accepts."""
    for ground in registry.grounds:
        authority = ground(acting, person_id, purpose, now)
        if authority is None:
            continue
        if answer(acting.capacity, authority.kind, authority.reach, purpose, Deed.LOOK) is Answer.ALLOWED:
            reference = authority.reference or article(acting.capacity, authority.kind, purpose)
            return dataclasses.replace(authority, reference=reference)
    return None


def _note_visit(opened: Acting, purpose: Purpose, now: datetime.datetime) -> None:
    visit = (opened, purpose)
    row = visits.known(visit)
    # The row may have vanished with a rollback, although the page goes on to show the file.
    if row is None or not LedgerEntry.objects.filter(pk=row).exists():
        visits.remember(visit, record(opened, verb=OPEN_FILE, purpose=purpose, now=now).pk)


def record(
    acting: Acting,
    *,
    verb: str,
    purpose: Purpose,
    now: datetime.datetime,
    object_type: str = "",
    object_id: str | int = "",
) -> LedgerEntry:
    """Write one row into the chain of the person whose file is open, in the transaction of the act itself.

    The cost does not depend on the length of the chain. Raises Hidden where the rights table does not allow the verb:
    the act is undone with its transaction. An act that waits for the person's confirmation is refused here, too: it is
    recorded once she has confirmed it. What is sent in a session or alone under a mandate is signed, and has its
    reason: raises SignatureNeeded, ReasonNeeded. Raises ValueError when her file is not open for the purpose,
    LookupError for a verb that no feature has registered.
    """
    person_id = acting.file(purpose)
    if permit(acting, verb) is not Answer.ALLOWED:
        raise Hidden
    if registry.acts[verb].deed is Deed.SEND:
        require_reason(acting)
        require_signature(acting)
    entry = LedgerEntry(
        person_id=person_id,
        at=now,
        user_id=acting.user_id,
        organisation_id=acting.organisation_id,
        capacity=acting.capacity,
        authority=acting.authority.kind,
        authority_reference=acting.authority.reference,
        presence=acting.presence,
        purpose=purpose,
        verb=verb,
        object_type=object_type,
        object_id=str(object_id),
        request_id=acting.request_id,
    )
    append(entry)
    if acted.has_listeners():
        transaction.on_commit(functools.partial(_announce, entry), robust=True)
    return entry


def _announce(entry: LedgerEntry) -> None:
    acted.send_robust(
        sender=None,
        entry_id=entry.pk,
        person_id=entry.person_id,
        verb=entry.verb,
        capacity=entry.capacity,
        presence=entry.presence,
        object_id=entry.object_id,
        at=entry.at,
    )
