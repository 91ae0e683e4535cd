from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.market.ads.enums import PUBLISHED, AdStatus

if TYPE_CHECKING:
    from tandem.market.ads.models.ad import Ad  # noqa: F401

FOR_EVERYBODY = Q(status__in=(AdStatus.PUBLISHED_PUBLIC, AdStatus.ARCHIVED), public_display=True)
FOR_JOBSEEKERS = Q(status__in=(*PUBLISHED, AdStatus.ARCHIVED), restricted_display=True)


class AdQuerySet(models.QuerySet["Ad"]):
    def published(self, *, on: datetime.date) -> Self:
        """Published to anybody at all on that day, whatever the nightly timers have done so far."""
        return (
            self.filter(status__in=PUBLISHED)
            .filter(publication_starts_on__lte=on)
            .filter(Q(publication_ends_before=None) | Q(publication_ends_before__gt=on))
        )

    def public(self) -> Self:
        """Meant for everybody, as long as they last and afterwards."""
        return self.filter(FOR_EVERYBODY)

    def of_feed(self, feed: str) -> Self:
        return self.filter(feed=feed)

    def owned_by(self, acting: Acting) -> Self:
        return self.none() if acting.organisation_id is None else self.filter(owner_id=acting.organisation_id)

    def visible_to(self, acting: Acting, *, on: datetime.date) -> Self:
        """What this actor may read on that day.

        Everybody reads what is or was public. What is or was restricted is for people who look for work themselves
        (AIG art. 21a para. 3). An owner reads her own ads in every status.
        """
        visible = FOR_EVERYBODY
        if acting.capacity == Capacity.SELF:
            visible |= FOR_JOBSEEKERS
        visible &= Q(publication_starts_on__lte=on)
        if acting.organisation_id is not None:
            visible |= Q(owner_id=acting.organisation_id)
        return self.filter(visible)
