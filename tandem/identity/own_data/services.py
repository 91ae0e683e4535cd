"""Take a copy of one's data; close a file, and erase what is due."""

import datetime

from django.db import transaction

from tandem.foundation import secrets
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file, record
from tandem.identity.access.types import Acting, system
from tandem.identity.own_data import copies, rules, selectors
from tandem.identity.own_data.enums import Form
from tandem.identity.own_data.models import ClosedFile, Copy, Erasure, ErasureNotice
from tandem.identity.people.registry import tell

# About what is collected and printed within a second on a small machine.
ROWS_AT_ONCE = 400
KEPT_FOR = datetime.timedelta(days=7)
MAKE_COPY = "own_data.make_copy"


@transaction.atomic
def take_copy(acting: Acting, *, form: Form, language: Language, now: datetime.datetime) -> bytes | None:
    """The copy of all that is kept about the person whose own file is open; None when it is large and made later."""
    person_id = acting.file(Purpose.PERSONAL_DATA)
    record(acting, verb="own_data.take_copy", purpose=Purpose.PERSONAL_DATA, now=now)
    rows = selectors.everything(acting)
    if sum(map(len, rows.values())) <= ROWS_AT_ONCE:
        return copies.make(rows, person_id=person_id, form=form, language=language, now=now)
    asked = Copy.objects.create(
        person_id=person_id, form=form, language=language, asked_at=now, ends_at=now + KEPT_FOR
    )
    enqueue_on_commit(MAKE_COPY, copy_id=asked.pk)
    return None


def make_copy(acting: Acting, *, copy_id: int, now: datetime.datetime) -> None:
    """Make a copy that somebody waits for, under her own order; nothing when it is made already or gone."""
    copy = Copy.objects.filter(pk=copy_id, token=b"", ends_at__gt=now).first()
    if copy is None:
        return
    # Her order opened her own file; the platform only carries it out. Nobody looks.
    file = acting.concerning(copy.person_id, acting.authority, Purpose.PERSONAL_DATA)
    content = copies.make(
        selectors.everything(file), person_id=copy.person_id, form=Form(copy.form), language=copy.language, now=now
    )
    Copy.objects.filter(pk=copy_id, token=b"").update(token=secrets.encrypt_bytes(content))


def content_of(copy: Copy) -> bytes:
    """What the copy holds. Raises secrets.Undecipherable."""
    return secrets.decrypt_bytes(bytes(copy.token))


def forget_ended_copies(acting: Acting, *, now: datetime.datetime) -> int:
    """Copies live for a week."""
    return Copy.objects.filter(ends_at__lte=now).delete()[0]


@transaction.atomic
def close_file(acting: Acting, *, closed_on: datetime.date, now: datetime.datetime) -> ClosedFile:
    """The office closes the opened file (`Purpose.ASSIGNMENT`): from this day on the time limits run. Once; Hidden
    for a day that is still to come."""
    if closed_on > day_of(now):
        raise Hidden
    closed, is_new = ClosedFile.objects.get_or_create(
        person_id=acting.file(Purpose.ASSIGNMENT), defaults={"closed_on": closed_on}
    )
    if is_new:
        record(acting, verb="own_data.close_file", purpose=Purpose.ASSIGNMENT, now=now)
    return closed


@transaction.atomic
def reopen_file(acting: Acting, *, now: datetime.datetime) -> None:
    """She is back: nothing is erased any more. Hidden once something was."""
    person_id = acting.file(Purpose.ASSIGNMENT)
    if Erasure.objects.filter(person_id=person_id).exists():
        raise Hidden
    ErasureNotice.objects.filter(person_id=person_id).delete()
    removed, _by_model = ClosedFile.objects.filter(person_id=person_id).delete()
    if removed:
        record(acting, verb="own_data.reopen_file", purpose=Purpose.ASSIGNMENT, now=now)


@transaction.atomic
def announce_erasures(acting: Acting, *, now: datetime.datetime) -> int:
    """Tell each person on her channel, 30 days before and once, what of hers goes when; returns how many notices."""
    told = set(ErasureNotice.objects.values_list("person_id", "retention"))
    number = 0
    for closed in ClosedFile.objects.order_by("person_id").select_for_update():
        for retention in sorted(rules.ANNOUNCED):
            goes_on = rules.erased_on(closed.closed_on, retention)
            if (closed.person_id, retention) in told or goes_on - rules.NOTICE > day_of(now):
                continue
            ErasureNotice.objects.create(person_id=closed.person_id, retention=retention, told_at=now)
            tell(
                f"own_data.{retention}_ends",
                person_id=closed.person_id,
                facts={"day": max(goes_on, day_of(now + rules.NOTICE))},
                about="erasure",
                now=now,
            )
            number += 1
    return number


def erase_due(acting: Acting, *, now: datetime.datetime, dry_run: bool = False) -> list[Erasure]:
    """Erase what is over its time limit and was announced, person by person, and return what was erased.

    A dry run does the same and takes it back: it cannot differ. Models of upper rooms go first, since their rows point
    down; within a person all or nothing.
    """
    done: list[Erasure] = []
    for closed in ClosedFile.objects.order_by("person_id").iterator():
        with transaction.atomic():
            done += _erase(acting, closed, now)
            transaction.set_rollback(dry_run)
    return done


def _erase(acting: Acting, closed: ClosedFile, now: datetime.datetime) -> list[Erasure]:
    erased = set(Erasure.objects.filter(person_id=closed.person_id).values_list("model", flat=True))
    told = dict(ErasureNotice.objects.filter(person_id=closed.person_id).values_list("retention", "told_at"))
    due = [
        data
        for name, data in reversed(registry.personal_data.items())
        if name not in erased
        and rules.erased_on(closed.closed_on, data.retention) <= day_of(now)
        and rules.may_be_erased(data.retention, told.get(data.retention), now)
    ]
    if not due:
        return []
    file = open_file(acting, closed.person_id, Purpose.PERSONAL_DATA, now=now)
    record(file, verb="own_data.erase", purpose=Purpose.PERSONAL_DATA, now=now)
    return [
        Erasure.objects.create(
            person_id=closed.person_id,
            model=data.model,
            retention=data.retention,
            number_of_rows=data.erase(closed.person_id),
            erased_at=now,
        )
        for data in due
    ]


def as_the_law_says() -> Acting:
    """The platform under the article that ends the keeping of insured persons' data."""
    return system("OACI 126 al. 2 let. c")
