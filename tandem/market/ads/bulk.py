"""How many ads get into the database quickly: COPY for what is new, a staging table for what changed."""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.db import connection

from tandem.foundation.clock import day_of
from tandem.foundation.copying import copy_lines, line_of
from tandem.foundation.turns import wait_for_turn
from tandem.identity.access.types import Acting
from tandem.market.ads import rules
from tandem.market.ads.enums import AdStatus
from tandem.market.ads.models import Ad, AdStatusChange
from tandem.market.ads.ready import DECIDED, PARTS, TAKEN, ReadyAd
from tandem.market.ads.types import UpsertCounts

COLUMNS = (*TAKEN, *DECIDED)
STATUS = DECIDED.index("status")
KEPT = {"id", "created_at"}
STEP_COLUMNS = ("ad", "from_status", "to_status", "at", "capacity", "user", "organisation", "reason")
# Django would write each of thousands of ids into its statement; here they are one array.
_KNOWN = f"""
    SELECT id::text, content_hash, status, publication_starts_on, created_at FROM {Ad._meta.db_table}
    WHERE id = ANY(%s::uuid[])
"""  # noqa: S608 - the name of our own table


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    content_hash: bytes
    status: str
    publication_starts_on: datetime.date | None
    created_at: datetime.datetime


def upsert(
    acting: Acting, ads: Sequence[ReadyAd], *, feed: str, now: datetime.datetime
) -> tuple[UpsertCounts, list[str]]:
    """Write what differs, in the caller's transaction; the counts and the ids of new and changed ads."""
    by_id = {ad.ad_id: ad for ad in ads}
    if len(by_id) != len(ads):
        raise ValueError("two records have the same external id")
    # Two imports of one feed at the same moment would both see an ad as new.
    wait_for_turn("ads.feed", feed)
    known = _known(list(by_id))
    new = [ad for ad in ads if ad.ad_id not in known]
    today = day_of(now)
    changed = [ad for ad in ads if ad.ad_id in known and _differs(ad, known[ad.ad_id], today)]
    touched = new + changed
    rows = {ad.ad_id: _decided(ad, known.get(ad.ad_id), feed=feed, now=now) for ad in touched}
    if touched:
        _copy_ads(new, rows)
        if changed:
            _replace(changed, rows)
            _remove_parts([ad.ad_id for ad in changed])
        for number, part in enumerate(PARTS):
            copy_lines(part.model, part.columns, (ad.parts[number] for ad in touched))
        _copy_steps(acting, rows, known, feed, now)
    return UpsertCounts(len(new), len(changed), len(ads) - len(touched)), list(rows)


def status_of(ad: ReadyAd, *, starts_on: datetime.date, today: datetime.date) -> str:
    """What the sender says; when he says nothing or "published", the dates decide as they do for our own ads."""
    if ad.status not in {None, AdStatus.PUBLISHED_PUBLIC, AdStatus.PUBLISHED_RESTRICTED}:
        return str(ad.status)
    if ad.publication_ends_before is not None and ad.publication_ends_before <= today:
        return AdStatus.ARCHIVED.value
    return rules.published_status(
        starts_on=starts_on,
        # A sender who calls an ad public has already waited.
        reporting_obligation=ad.reporting_obligation and ad.status != AdStatus.PUBLISHED_PUBLIC,
        obligation_ends_on=ad.reporting_obligation_ends_on,
        today=today,
    )


def _known(ids: list[str]) -> dict[str, Known]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [f"{{{','.join(ids)}}}"])
        return {ad_id: Known(*columns) for ad_id, *columns in cursor.fetchall()}


def _differs(ad: ReadyAd, known: Known, today: datetime.date) -> bool:
    """Whether there is something to write: other words, or an ad that is back. Nothing follows a withdrawal."""
    if known.status == AdStatus.CANCELLED:
        return False
    return known.content_hash != ad.content_hash or (
        known.status == AdStatus.ARCHIVED
        and status_of(ad, starts_on=_starts_on(ad, known, today), today=today) != AdStatus.ARCHIVED
    )


def _decided(ad: ReadyAd, known: Known | None, *, feed: str, now: datetime.datetime) -> tuple[Any, ...]:
    """Values of the columns `DECIDED`."""
    today = day_of(now)
    starts_on = _starts_on(ad, known, today)
    status = status_of(ad, starts_on=starts_on, today=today)
    return (ad.ad_id, feed, status, ad.content_hash, starts_on, known.created_at if known else now, now)


def _starts_on(ad: ReadyAd, known: Known | None, today: datetime.date) -> datetime.date:
    """An ad without a date starts on the day it first came, or on its last day if that is over."""
    if ad.publication_starts_on:
        return ad.publication_starts_on
    came = (known.publication_starts_on if known else None) or today
    ends_before = ad.publication_ends_before
    return came if ends_before is None else min(came, ends_before - datetime.timedelta(days=1))


def _copy_ads(ads: Sequence[ReadyAd], rows: dict[str, tuple[Any, ...]], *, table: str = "") -> None:
    lines = (b"%b\t%b\n" % (ad.columns, line_of(rows[ad.ad_id]).encode()) for ad in ads)
    copy_lines(Ad, COLUMNS, lines, table=table)


def _replace(ads: Sequence[ReadyAd], rows: dict[str, tuple[Any, ...]]) -> None:
    table = Ad._meta.db_table
    assignments = ", ".join(f'"{column}" = staging."{column}"' for column in COLUMNS if column not in KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE ads_staging (LIKE "{table}" INCLUDING DEFAULTS) ON COMMIT DROP')
    _copy_ads(ads, rows, table="ads_staging")
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET {assignments} FROM ads_staging staging'  # noqa: S608 - our own columns
            f' WHERE "{table}".id = staging.id'
        )
        cursor.execute("DROP TABLE ads_staging")


def _remove_parts(ids: Sequence[str]) -> None:
    for part in PARTS:
        part.model._default_manager.filter(ad_id__in=ids).delete()


def _copy_steps(
    acting: Acting, rows: dict[str, tuple[Any, ...]], known: dict[str, Known], feed: str, now: datetime.datetime
) -> None:
    by_whom = line_of((now, acting.capacity.value, acting.user_id, acting.organisation_id, feed))
    steps = ((ad_id, known[ad_id].status if ad_id in known else "", row[STATUS]) for ad_id, row in rows.items())
    lines = (f"{ad_id}\t{before}\t{after}\t{by_whom}\n".encode() for ad_id, before, after in steps if before != after)
    copy_lines(AdStatusChange, STEP_COLUMNS, lines)
