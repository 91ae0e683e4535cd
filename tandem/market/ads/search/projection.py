"""An ad as a document of the index. Rows are read without building models: a re-index reads all there are."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from tandem.facilities.search.types import NO_LANGUAGE, Document, Point
from tandem.market.ads.enums import PUBLISHED as PUBLISHED_STATES
from tandem.market.ads.enums import AdStatus, WorkForm
from tandem.market.ads.models import Ad, AdOccupation, AdQuerySet, AdText
from tandem.market.ads.search import schema

_BATCH = 2_000
_YES_OR_NO: dict[bool | None, tuple[str, ...]] = {None: (), True: (schema.YES,), False: (schema.NO,)}
_AT_HOME, _PUBLIC = WorkForm.HOME_WORK.value, AdStatus.PUBLISHED_PUBLIC.value
_ONE_DAY = datetime.timedelta(days=1)
_FACTS = (
    "id",
    "source",
    "status",
    "public_display",
    "restricted_display",
    "company_anonymous",
    "company_name",
    "permanent",
    "workload_min",
    "workload_max",
    "work_forms",
    "remote_share",
    "city",
    "canton",
    "longitude",
    "latitude",
    "publication_starts_on",
    "publication_ends_before",
    "stellennummer_egov",
    "stellennummer_avam",
    "external_reference",
)
# Django writes each of thousands of ids into its statement by itself; here they are one array, and all are texts:
# Python makes and compares a UUID ten times as slowly.
_TEXTS = f"""
    SELECT ad_id::text, language, title, description, skills FROM {AdText._meta.db_table}
    WHERE ad_id = ANY(%s::uuid[]) ORDER BY ad_id, language
"""  # noqa: S608 - the name of our own table
_OCCUPATIONS = f"""
    SELECT ad_id::text, concept_id FROM {AdOccupation._meta.db_table}
    WHERE ad_id = ANY(%s::uuid[]) AND concept_id <> '' ORDER BY ad_id, rank
"""  # noqa: S608 - the name of our own table


def load(ids: Sequence[str]) -> list[Document]:
    """The documents of those ads that may be found by somebody; the others are left out."""
    return list(_documents(_findable().filter(pk__in=[uuid.UUID(ad_id) for ad_id in ids])))


def all_documents() -> Iterator[Document]:
    """All of them, in batches by id: no snapshot and no cursor stays open while the index is written."""
    after = uuid.UUID(int=0)
    while batch := list(_documents(_findable().filter(pk__gt=after), limit=_BATCH)):
        yield from batch
        after = uuid.UUID(batch[-1].id)


def count() -> int:
    return _findable().count()


def _findable() -> AdQuerySet:
    """Published, today or at another time: the question asks about the days."""
    return Ad.objects.filter(status__in=PUBLISHED_STATES)


def _documents(ads: AdQuerySet, limit: int | None = None) -> Iterator[Document]:
    rows = list(ads.order_by("pk").values(*_FACTS)[:limit])
    ids = [str(row["id"]) for row in rows]
    texts, occupations = _by_ad(_TEXTS, ids), _by_ad(_OCCUPATIONS, ids)
    for ad_id, row in zip(ids, rows, strict=True):
        yield _document(ad_id, row, texts[ad_id], [concept for _ad, concept in occupations[ad_id]])


def _by_ad(question: str, ids: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(question, [f"{{{','.join(ids)}}}"])
        for row in cursor.fetchall():
            found[row[0]].append(row)
    return found


def _document(ad_id: str, row: dict[str, Any], texts: list[tuple[Any, ...]], occupations: list[str]) -> Document:
    ends_before = row["publication_ends_before"] or datetime.date.max
    located = row["latitude"] is not None
    return Document(
        id=ad_id,
        texts={
            NO_LANGUAGE: _names(row),
            **{
                language: {schema.TITLE: title, schema.BODY: "\n".join([description, *skills])}
                for _ad, language, title, description, skills in texts
            },
        },
        keywords={
            schema.SOURCE: (row["source"],),
            schema.CANTON: (row["canton"],) if row["canton"] else (),
            schema.LANGUAGE: [text[1] for text in texts],
            schema.OCCUPATION: occupations,
            schema.PERMANENT: _YES_OR_NO[row["permanent"]],
            schema.REMOTE: _YES_OR_NO[bool(row["remote_share"]) or _AT_HOME in row["work_forms"]],
            schema.WORKLOAD: schema.bands(row["workload_min"], row["workload_max"]) if row["workload_max"] else (),
            schema.AUDIENCE: _audience(row),
        },
        numbers={name: row[name] for name in (schema.WORKLOAD_MIN, schema.WORKLOAD_MAX) if row[name] is not None},
        days={
            schema.PUBLISHED: row["publication_starts_on"],
            schema.OPENS: row["publication_starts_on"],
            schema.CLOSES: ends_before - _ONE_DAY,
        },
        point=Point(row["latitude"], row["longitude"]) if located else None,
    )


def _names(row: dict[str, Any]) -> dict[str, str]:
    numbers = (row["stellennummer_egov"], row["stellennummer_avam"], row["external_reference"])
    return {
        # A company that is not named must not be found by its name either.
        schema.COMPANY: "" if row["company_anonymous"] else row["company_name"],
        schema.PLACE: row["city"],
        schema.NUMBER: " ".join(filter(None, numbers)),
    }


def _audience(row: dict[str, Any]) -> tuple[str, ...]:
    if row["status"] == _PUBLIC and row["public_display"]:
        return (schema.EVERYBODY, schema.JOBSEEKERS)
    return (schema.JOBSEEKERS,) if row["restricted_display"] else ()
