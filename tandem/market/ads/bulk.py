"""How many ads get into the database quickly: COPY for what is new, a staging table for what changed."""

import dataclasses
import datetime
import hashlib
import operator
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

from tandem.foundation.bulk import copy_rows
from tandem.foundation.clock import day_of
from tandem.identity.access.types import Acting
from tandem.market.ads import rules
from tandem.market.ads.enums import AdStatus
from tandem.market.ads.models import (
    Ad,
    AdApplyChannel,
    AdCompany,
    AdConfidential,
    AdLanguageSkill,
    AdOccupation,
    AdPublicContact,
    AdStatusChange,
    AdText,
)
from tandem.market.ads.types import (
    AdRecord,
    ApplyChannelRecord,
    CompanyRecord,
    ConfidentialRecord,
    LanguageSkillRecord,
    OccupationRecord,
    PublicContactRecord,
    TextRecord,
    UpsertCounts,
    ad_id_of,
)

# Parts of a record that are rows of other tables: attribute -> (model, record type, whether there are several).
PARTS: dict[str, tuple[type[models.Model], type[Any], bool]] = {
    "texts": (AdText, TextRecord, True),
    "occupations": (AdOccupation, OccupationRecord, True),
    "language_skills": (AdLanguageSkill, LanguageSkillRecord, True),
    "company": (AdCompany, CompanyRecord, False),
    "apply_channel": (AdApplyChannel, ApplyChannelRecord, False),
    "public_contact": (AdPublicContact, PublicContactRecord, False),
    "confidential": (AdConfidential, ConfidentialRecord, False),
}
# What the upsert decides itself; all other columns of an ad are fields of its record.
DECIDED = ("id", "feed", "status", "content_hash", "publication_starts_on", "created_at", "updated_at")
TAKEN = tuple(
    field.name for field in dataclasses.fields(AdRecord) if field.name not in PARTS and field.name not in DECIDED
)
COLUMNS = (*DECIDED, *TAKEN)
KEPT = {"id", "created_at"}
_taken = operator.attrgetter(*TAKEN)
_said = operator.attrgetter(*(field.name for field in dataclasses.fields(AdRecord) if field.name not in PARTS))
_parts = operator.attrgetter(*PARTS)
_values = {
    record_type: operator.attrgetter(*(field.name for field in dataclasses.fields(record_type)))
    for _model, record_type, _several in PARTS.values()
}


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    content_hash: bytes
    status: str
    publication_starts_on: datetime.date | None
    created_at: datetime.datetime


def upsert(
    acting: Acting, records: Sequence[AdRecord], *, feed: str, now: datetime.datetime
) -> tuple[UpsertCounts, list[uuid.UUID]]:
    """Write what differs, in the caller's transaction; the counts and the ids of new and changed ads."""
    by_id = {ad_id_of(feed, record.external_id): record for record in records}
    if len(by_id) != len(records):
        raise ValueError("two records have the same external id")
    # Two imports of one feed at the same moment would both see an ad as new.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ads.feed'), hashtext(%s))", [feed])
    known = _known(by_id)
    hashes = {ad_id: content_hash(record) for ad_id, record in by_id.items()}
    new = [ad_id for ad_id in by_id if ad_id not in known]
    changed = [
        ad_id
        for ad_id in by_id
        # Nothing follows a withdrawal.
        if ad_id in known and known[ad_id].content_hash != hashes[ad_id] and known[ad_id].status != AdStatus.CANCELLED
    ]
    touched = new + changed
    if touched:
        rows = {
            ad_id: _row(ad_id, by_id[ad_id], known.get(ad_id), feed=feed, digest=hashes[ad_id], now=now)
            for ad_id in touched
        }
        copy_rows(Ad, COLUMNS, (rows[ad_id] for ad_id in new))
        if changed:
            _replace(COLUMNS, [rows[ad_id] for ad_id in changed])
            _remove_parts(changed)
        _copy_parts([(ad_id, by_id[ad_id]) for ad_id in touched])
        _copy_steps(acting, {ad_id: row[COLUMNS.index("status")] for ad_id, row in rows.items()}, known, feed, now)
    return UpsertCounts(len(new), len(changed), len(by_id) - len(touched)), touched


def content_hash(record: AdRecord) -> bytes:
    """What a record says, in 16 bytes: equal exactly when nothing in it differs."""
    # Tuples are written by Python's own C; dataclasses would write themselves, and slowly.
    parts = [
        [_values[one.__class__](one) for one in part]
        if part.__class__ is tuple
        else part and _values[part.__class__](part)
        for part in _parts(record)
    ]
    said = repr((_said(record), parts))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def status_of(record: AdRecord, *, starts_on: datetime.date, today: datetime.date) -> str:
    """What the sender says; when he says nothing or "published", the dates decide as they do for our own ads."""
    if record.status not in {None, AdStatus.PUBLISHED_PUBLIC, AdStatus.PUBLISHED_RESTRICTED}:
        return str(record.status)
    if record.publication_ends_before is not None and record.publication_ends_before <= today:
        return AdStatus.ARCHIVED.value
    return rules.published_status(
        starts_on=starts_on,
        # A sender who calls an ad public has already waited.
        reporting_obligation=record.reporting_obligation and record.status != AdStatus.PUBLISHED_PUBLIC,
        obligation_ends_on=record.reporting_obligation_ends_on,
        today=today,
    )


def _known(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Known]:
    found = Ad.objects.filter(pk__in=list(ids)).values_list(
        "pk", "content_hash", "status", "publication_starts_on", "created_at"
    )
    return {
        pk: Known(bytes(digest), status, starts_on, created_at)
        for pk, digest, status, starts_on, created_at in found.order_by("pk").iterator()
    }


def _row(
    ad_id: uuid.UUID, record: AdRecord, known: Known | None, *, feed: str, digest: bytes, now: datetime.datetime
) -> tuple[Any, ...]:
    today = day_of(now)
    starts_on = record.publication_starts_on or _first_seen(record, known, today)
    status = status_of(record, starts_on=starts_on, today=today)
    decided = (ad_id, feed, status, digest, starts_on, known.created_at if known else now, now)
    return (*decided, *_as_columns(_taken(record)))


def _first_seen(record: AdRecord, known: Known | None, today: datetime.date) -> datetime.date:
    """An ad without a date starts on the day it first came, or on its last day if that is over."""
    came = (known.publication_starts_on if known else None) or today
    ends_before = record.publication_ends_before
    return came if ends_before is None else min(came, ends_before - datetime.timedelta(days=1))


def _as_columns(values: tuple[Any, ...]) -> Iterable[Any]:
    """The same; what is an array in the database is a list."""
    return [list(value) if value.__class__ is tuple else value for value in values]


def _replace(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    table = Ad._meta.db_table
    assignments = ", ".join(f'"{column}" = staging."{column}"' for column in columns if column not in KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE ads_staging (LIKE "{table}" INCLUDING DEFAULTS) ON COMMIT DROP')
    copy_rows(Ad, columns, rows, table="ads_staging")
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET {assignments} FROM ads_staging staging'  # noqa: S608 - our own columns
            f' WHERE "{table}".id = staging.id'
        )
        cursor.execute("DROP TABLE ads_staging")


def _remove_parts(ids: Sequence[uuid.UUID]) -> None:
    for model, _record, _several in PARTS.values():
        model._default_manager.filter(ad_id__in=ids).delete()


def _copy_parts(records: Sequence[tuple[uuid.UUID, AdRecord]]) -> None:
    for attribute, (model, record_type, several) in PARTS.items():
        names = [field.name for field in dataclasses.fields(record_type)]
        columns = ["ad", *(["rank"] if model is AdOccupation else []), *names]
        parts = _several_parts(records, attribute) if several else _single_parts(records, attribute)
        values = operator.attrgetter(*names)
        rows = (
            (ad_id, *([rank] if model is AdOccupation else []), *_as_columns(values(part)))
            for ad_id, rank, part in parts
        )
        copy_rows(model, columns, rows)


def _several_parts(
    records: Sequence[tuple[uuid.UUID, AdRecord]], attribute: str
) -> Iterator[tuple[uuid.UUID, int, Any]]:
    for ad_id, record in records:
        for rank, part in enumerate(getattr(record, attribute)):
            yield ad_id, rank, part


def _single_parts(
    records: Sequence[tuple[uuid.UUID, AdRecord]], attribute: str
) -> Iterator[tuple[uuid.UUID, int, Any]]:
    for ad_id, record in records:
        if (part := getattr(record, attribute)) is not None:
            yield ad_id, 0, part


def _copy_steps(
    acting: Acting, statuses: dict[uuid.UUID, str], known: dict[uuid.UUID, Known], feed: str, now: datetime.datetime
) -> None:
    columns = ("ad", "from_status", "to_status", "at", "capacity", "user", "organisation", "reason")
    by_whom = (now, acting.capacity.value, acting.user_id, acting.organisation_id, feed)
    before = {ad_id: known[ad_id].status if ad_id in known else "" for ad_id in statuses}
    steps = ((ad_id, before[ad_id], status) for ad_id, status in statuses.items() if before[ad_id] != status)
    copy_rows(AdStatusChange, columns, ((*step, *by_whom) for step in steps))
