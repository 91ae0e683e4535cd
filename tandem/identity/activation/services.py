"""The first login: the office's number and the birth date open one's own file, and nobody else's."""

import datetime
from collections.abc import Iterable

import structlog
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.activation import registry
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry
from tandem.identity.people.services import join_account

log = structlog.get_logger()

_HOUR = datetime.timedelta(hours=1)
# A birth date has some 20,000 possible values: whoever knows a number finds it in years, not in an afternoon.
PER_ACCOUNT = Limit("activation.account", attempts=5, window=_HOUR)
PER_NUMBER = Limit("activation.number", attempts=10, window=24 * _HOUR)
# One address may be a whole regional office.
PER_ADDRESS = Limit("activation.address", attempts=100, window=_HOUR)


class NothingToAnswer(Refusal):
    message = _("This entry is answered already. Nothing was changed.")


def activate(
    acting: Acting, *, person_number: str, birth_date: datetime.date, address: str, now: datetime.datetime
) -> Acting:
    """Join the account at the keyboard and the person whose number (8 digits) and birth date these are.

    Returns `acting` with her file open. All that was written in it before is listed for her. `address` is where the
    request came from. Raises NotRecognised for a wrong number and for a wrong date alike, JoinedAlready,
    TooManyAttempts; Hidden for a visitor.
    """
    if acting.user_id is None:
        raise Hidden
    # Counted before the numbers are compared, so that a hundred attempts at once are a hundred.
    wait = max(
        PER_ACCOUNT.claim(str(acting.user_id), now=now),
        PER_NUMBER.claim(person_number, now=now),
        PER_ADDRESS.claim(address, now=now),
    )
    if wait:
        log.warning("activation_throttled")
        raise TooManyAttempts(wait)
    with transaction.atomic():
        file = join_account(acting, person_number=person_number, birth_date=birth_date, now=now)
        record(file, verb="activation.activate", purpose=Purpose.PERSONAL_DATA, now=now)
        _list_entries(file, now)
    PER_ACCOUNT.forget(str(acting.user_id))
    PER_NUMBER.forget(person_number)
    log.info("file_activated", user_id=acting.user_id)
    return file


@transaction.atomic
def accept_entry(acting: Acting, *, entry_id: int, now: datetime.datetime) -> None:
    """The person says that an entry is right. Raises NothingToAnswer, Hidden for an entry of another file."""
    _say(acting, _open_entry(acting, entry_id), Verdict.ACCEPTED, now)


@transaction.atomic
def accept_the_rest(acting: Acting, *, entry_ids: Iterable[int], now: datetime.datetime) -> None:
    """All entries shown to her that she has not answered are right; one that came later is not among them."""
    person_id = acting.file(Purpose.PERSONAL_DATA)
    for row in PriorEntry.objects.of(person_id).open().filter(pk__in=entry_ids).select_for_update().order_by("pk"):
        _say(acting, row, Verdict.ACCEPTED, now)


@transaction.atomic
def contest_entry(acting: Acting, *, entry_id: int, reason: str, now: datetime.datetime) -> None:
    """She says what is wrong with an entry; her office answers. Raises NothingToAnswer, Hidden."""
    row = _open_entry(acting, entry_id)
    row.reason = reason
    _say(acting, row, Verdict.CONTESTED, now)


@transaction.atomic
def answer_contest(acting: Acting, *, entry_id: int, answer: str, now: datetime.datetime) -> None:
    """The office says what it did about a contested entry. Raises NothingToAnswer, Hidden."""
    row = _locked(acting, entry_id)
    if row.verdict != Verdict.CONTESTED:
        raise NothingToAnswer
    row.verdict, row.answer, row.answered_at, row.answered_by_id = Verdict.ANSWERED, answer, now, acting.user_id
    row.save(update_fields=["verdict", "answer", "answered_at", "answered_by"])
    _record(acting, "activation.answer_contest", row, now)


def _list_entries(file: Acting, now: datetime.datetime) -> None:
    person_id, language = file.file(), get_language() or ""
    PriorEntry.objects.bulk_create(
        PriorEntry(
            person_id=person_id,
            kind=found.kind,
            key=found.key,
            heading=found.heading,
            text=found.text,
            language=language,
            written_by_id=found.written_by,
            organisation_id=found.organisation_id,
            written_at=found.written_at,
            listed_at=now,
        )
        for source in registry.sources.values()
        for found in source(file)
    )


def _open_entry(file: Acting, entry_id: int) -> PriorEntry:
    row = _locked(file, entry_id)
    if row.verdict != Verdict.OPEN:
        raise NothingToAnswer
    return row


def _locked(file: Acting, entry_id: int) -> PriorEntry:
    rows = PriorEntry.objects.of(file.file(Purpose.PERSONAL_DATA)).select_for_update()
    row = rows.filter(pk=entry_id).order_by("pk").first()
    if row is None:
        raise Hidden
    return row


def _say(file: Acting, row: PriorEntry, verdict: Verdict, now: datetime.datetime) -> None:
    row.verdict, row.said_at = verdict, now
    row.save(update_fields=["verdict", "said_at", "reason"])
    verb = "activation.accept_entry" if verdict is Verdict.ACCEPTED else "activation.contest_entry"
    _record(file, verb, row, now)


def _record(file: Acting, verb: str, row: PriorEntry, now: datetime.datetime) -> None:
    record(file, verb=verb, purpose=Purpose.PERSONAL_DATA, object_type=row._meta.label, object_id=row.pk, now=now)
