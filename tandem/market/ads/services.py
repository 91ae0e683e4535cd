"""Verbs on ads. Each step in an ad's life leaves a row that says from where, to where, when and by whom."""

import datetime
import uuid
from collections.abc import Iterable, Sequence, Set

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.facilities.search.services import note_change
from tandem.foundation.bulk import analyse
from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.market.ads import bulk, rules
from tandem.market.ads.enums import AdStatus, CancellationCode
from tandem.market.ads.models import Ad, AdQuerySet, AdStatusChange
from tandem.market.ads.ready import PARTS, ReadyAd, ready
from tandem.market.ads.types import AdRecord, UpsertCounts

COLLECTION = "ads"
STEP = 1000
# Of the open ads of a feed; and how many may always be missing.
MOST_MISSING = 0.5
FEW = 10


class StepNotAllowed(Refusal):
    """`before` and `after` are the two statuses."""

    message = _("This ad cannot take this step now. Nothing was changed. Reload the page to see where the ad stands.")

    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        self.before = before
        self.after = after


class ObligationWithoutEnd(Refusal):
    message = _(
        "This ad is under the reporting obligation, but it does not say until when it is restricted. "
        "It was not published. The employment centre sets this day when it approves the ad."
    )


class TooManyMissing(Refusal):
    """`missing` of the `open_ads` of `feed` are not named."""

    def __init__(self, feed: str, missing: int, open_ads: int) -> None:
        super().__init__(
            _(
                "%(missing)s of the %(open)s open ads of %(feed)s are missing. This looks like a file that broke off, "
                "so none of them was closed. Look at the file; if it is right, say that however many may be closed."
            )
            % {"missing": missing, "open": open_ads, "feed": feed}
        )


def transition(acting: Acting, *, ad_id: uuid.UUID, to: AdStatus, now: datetime.datetime, reason: str = "") -> Ad:
    """Move an ad to a status that may follow the present one (`rules.TRANSITIONS`).

    Raises `Hidden` for somebody who neither owns the ad nor acts for the platform, `StepNotAllowed` otherwise.
    """
    with transaction.atomic():
        ad = _own_ad(acting, ad_id)
        _move(acting, ad, to, now=now, reason=reason)
    return ad


def publish(acting: Acting, *, ad_id: uuid.UUID, now: datetime.datetime) -> Ad:
    """Publish an ad that is ready, to those who may see it today; before its first day it goes on waiting."""
    with transaction.atomic():
        ad = _own_ad(acting, ad_id)
        status = _status_when_ready(ad, day_of(now))
        if status != ad.status:
            _move(acting, ad, status, now=now)
    return ad


def cancel(acting: Acting, *, ad_id: uuid.UUID, code: CancellationCode, now: datetime.datetime) -> Ad:
    """Withdraw an ad and say why. Withdrawing it again changes nothing."""
    with transaction.atomic():
        ad = _own_ad(acting, ad_id)
        if ad.status == AdStatus.CANCELLED:
            return ad
        change = _step(acting, ad, AdStatus.CANCELLED, now=now, reason=code)
        ad.cancelled_on = day_of(now)
        ad.cancellation_code = code
        ad.save(update_fields=["status", "updated_at", "cancelled_on", "cancellation_code"])
        change.save(force_insert=True)
        note_change(collection=COLLECTION, object_ids=[str(ad.pk)])
    return ad


def follow_the_calendar(acting: Acting, *, now: datetime.datetime) -> dict[str, int]:
    """What a new day changes: publish ads whose first day has come, open restricted ones, close expired ones.

    Returns how many of each. May run twice, and may be cut off: each thousand is a transaction of its own.
    """
    today = day_of(now)
    due = Ad.objects.filter(status=AdStatus.REFINING, publication_starts_on__lte=today).exclude(
        reporting_obligation=True, reporting_obligation_ends_on=None
    )
    opened = Ad.objects.filter(status=AdStatus.PUBLISHED_RESTRICTED, reporting_obligation_ends_on__lt=today)
    expired = Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC, publication_ends_before__lte=today)
    return {
        "published": _move_all(acting, due, None, now=now),
        "opened": _move_all(acting, opened, AdStatus.PUBLISHED_PUBLIC, now=now),
        "closed": _move_all(acting, expired, AdStatus.ARCHIVED, now=now),
    }


def close_missing(acting: Acting, *, feed: str, named: Set[str], however_many: bool, now: datetime.datetime) -> int:
    """Close the public ads of a feed whose ids are not in `named`: the sender no longer offers them. Returns how many.

    They stay readable, for whoever has applied. A restricted ad waits until it is public; one that comes back is
    opened by `upsert_ads`. Each thousand is a transaction of its own. Raises `TooManyMissing` when more than half
    would go and it was not said that however many may.
    """
    public = Ad.objects.of_feed(feed).filter(status=AdStatus.PUBLISHED_PUBLIC)
    known = {str(pk) for pk in public.order_by().values_list("pk", flat=True)}
    missing = sorted(known - named)
    if len(missing) > max(FEW, MOST_MISSING * len(known)) and not however_many:
        raise TooManyMissing(feed, len(missing), len(known))
    return sum(
        _move_all(acting, public.filter(pk__in=missing[start : start + STEP]), AdStatus.ARCHIVED, now=now)
        for start in range(0, len(missing), STEP)
    )


def upsert_ads(acting: Acting, records: Iterable[AdRecord], *, feed: str, now: datetime.datetime) -> UpsertCounts:
    """Take in ads of one feed, in one transaction: new ones are added, changed ones replaced, others left alone.

    A record is known by `feed` and its `external_id`; two records with the same one are a ValueError. The search index
    hears of what is new or changed in the same transaction. An ad that was withdrawn here stays withdrawn; one that
    was closed because its feed no longer named it is open again.
    """
    return upsert_ready_ads(acting, [ready(record, feed=feed) for record in records], feed=feed, now=now)


def upsert_ready_ads(acting: Acting, ads: Sequence[ReadyAd], *, feed: str, now: datetime.datetime) -> UpsertCounts:
    """`upsert_ads` for records that were made `ready` before, perhaps in another process; `feed` as there."""
    with transaction.atomic():
        counts, touched = bulk.upsert(acting, ads, feed=feed, now=now)
        if touched:
            note_change(collection=COLLECTION, object_ids=touched)
    return counts


def analyse_tables() -> None:
    """After a great many ads were written, when PostgreSQL's own count, a minute later, is too late for who reads."""
    analyse(Ad, AdStatusChange, *(part.model for part in PARTS))


def _own_ad(acting: Acting, ad_id: uuid.UUID) -> Ad:
    ads = Ad.objects.select_for_update(of=("self",))
    if acting.capacity != Capacity.SYSTEM:
        ads = ads.owned_by(acting)
    ad = ads.filter(pk=ad_id).first()
    if ad is None:
        raise Hidden
    return ad


def _status_when_ready(ad: Ad, today: datetime.date) -> AdStatus:
    if ad.publication_starts_on is None:
        raise StepNotAllowed(ad.status, AdStatus.PUBLISHED_PUBLIC)
    try:
        return AdStatus(
            rules.published_status(
                starts_on=ad.publication_starts_on,
                reporting_obligation=ad.reporting_obligation,
                obligation_ends_on=ad.reporting_obligation_ends_on,
                today=today,
            )
        )
    except ValueError as without_end:
        raise ObligationWithoutEnd from without_end


def _step(acting: Acting, ad: Ad, to: AdStatus, *, now: datetime.datetime, reason: str = "") -> AdStatusChange:
    """Set the new status on `ad` and return the unsaved row that says so."""
    if not rules.may_follow(ad.status, to):
        raise StepNotAllowed(ad.status, to)
    change = AdStatusChange(
        ad=ad,
        from_status=ad.status,
        to_status=to,
        at=now,
        capacity=acting.capacity,
        user_id=acting.user_id,
        organisation_id=acting.organisation_id,
        reason=reason,
    )
    ad.status = to
    ad.updated_at = now
    return change


def _move(acting: Acting, ad: Ad, to: AdStatus, *, now: datetime.datetime, reason: str = "") -> None:
    _step(acting, ad, to, now=now, reason=reason).save(force_insert=True)
    ad.save(update_fields=["status", "updated_at"])
    note_change(collection=COLLECTION, object_ids=[str(ad.pk)])


def _move_all(acting: Acting, ads: AdQuerySet, to: AdStatus | None, *, now: datetime.datetime) -> int:
    """Move ads that `ads` no longer finds once they are moved; without `to`, where the dates say."""
    moved = 0
    while True:
        with transaction.atomic():
            some = list(ads.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:STEP])
            if not some:
                return moved
            steps = [_step(acting, ad, to or _status_when_ready(ad, day_of(now)), now=now) for ad in some]
            AdStatusChange.objects.bulk_create(steps)
            Ad.objects.bulk_update(some, ["status", "updated_at"])
            note_change(collection=COLLECTION, object_ids=[str(ad.pk) for ad in some])
        moved += len(some)
