"""Mandates in the person's own copy of her data, and in an erasure."""

from typing import Any

from django.db import transaction

from tandem.foundation.clock import now
from tandem.foundation.pictures import take_away
from tandem.identity.mandates import rules
from tandem.identity.mandates.enums import Channel, EndReason
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.steps import end_at_once


def export(person_id: int) -> list[dict[str, Any]]:
    """All her mandates with their areas, helpers, texts and steps, the oldest first."""
    rows = (
        Mandate.objects.of(person_id)
        .select_related("structure")
        .prefetch_related("areas", "helpers__user", "texts", "steps", "scans")
        .order_by("pk")
    )
    return [
        {
            "number": mandate.pk,
            "structure": mandate.structure.name if mandate.structure else None,
            "state": mandate.state,
            "duration": mandate.duration,
            "starts_at": mandate.starts_at,
            "ends_at": mandate.ends_at,
            "areas": [
                {"area": row.area, "reach": row.reach, "ended_at": row.ended_at}
                for row in sorted(mandate.areas.all(), key=_by_key)
            ],
            "helpers": [
                {"name": row.user.name, "added_at": row.added_at, "removed_at": row.removed_at}
                for row in sorted(mandate.helpers.all(), key=_by_key)
            ],
            "texts": [
                {
                    "language": row.language,
                    "version": row.version,
                    "counts": row.is_official,
                    "text": row.text,
                    "sha256": row.fingerprint,
                }
                for row in sorted(mandate.texts.all(), key=_by_key)
            ],
            "steps": [
                {
                    "event": row.event,
                    "channel": row.channel,
                    "at": row.at,
                    "area": row.area,
                    "reason": row.reason,
                    "signed_on": row.signed_on,
                }
                for row in sorted(mandate.steps.all(), key=_by_key)
            ],
            "scans": [
                {"kept_at": row.kept_at, "sha256": bytes(row.hash).hex()}
                for row in sorted(mandate.scans.all(), key=_by_key)
            ],
        }
        for mandate in rows
    ]


@transaction.atomic
def erase(person_id: int) -> int:
    """End what still runs, empty the texts of names and take the scans away.

    Numbers, days, steps and fingerprints stay: they prove under which authority helpers acted, and name nobody.
    """
    mandates = Mandate.objects.of(person_id).select_for_update(of=("self",)).order_by("pk")
    emptied = 0
    for mandate in mandates:
        if mandate.state not in rules.FINAL:
            end_at_once(mandate, Channel.PLATFORM, EndReason.ERASED, now=now())
        emptied += mandate.texts.exclude(text="").update(text="") + take_away(mandate.scans.all())
    return emptied


def _by_key(row: Any) -> int:
    return int(row.pk)
