"""Acts in place of a person, in her own copy and in an erasure."""

import json
from typing import Any

from django.db import transaction

from tandem.assistance.confirmations.enums import Channel, Dropped, Event
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.steps import move
from tandem.foundation.clock import now
from tandem.foundation.pictures import take_away


def export(person_id: int) -> list[dict[str, Any]]:
    """All of them with what was asked, why, the steps and her own words, the oldest first."""
    rows = Act.objects.of(person_id).select_related("helper", "receipt").prefetch_related("steps", "sheets")
    return [
        {
            "number": act.pk,
            "helper": act.helper.name,
            "mandate": act.mandate_id,
            "reason": act.reason,
            "text": json.loads(act.text) if act.text else {},
            "sha256": act.fingerprint,
            "state": act.state,
            "asked_at": act.asked_at,
            "closed_at": act.closed_at,
            "her_words": act.her_words,
            "receipt": act.receipt.number if act.receipt else None,
            "steps": [
                {"event": row.event, "channel": row.channel, "at": row.at, "signed_on": row.signed_on}
                for row in sorted(act.steps.all(), key=lambda row: row.pk)
            ],
            "scans": [{"kept_at": row.kept_at, "sha256": bytes(row.hash).hex()} for row in act.sheets.all()],
        }
        for act in rows.order_by("pk")
    ]


@transaction.atomic
def erase(person_id: int) -> int:
    """Close what is open, empty the texts and her words, take the sheets away.

    Numbers, days, steps and fingerprints stay: they prove on whose word a helper sent something, and name nobody.
    """
    emptied = 0
    for act in Act.objects.of(person_id).select_for_update(of=("self",)).order_by("pk"):
        if act.is_open:
            move(act, Event.DROP, Channel.PLATFORM, dropped=Dropped.ERASED, now=now())
        emptied += bool(act.text) + bool(act.her_words) + take_away(act.sheets.all())
        act.text, act.her_words, act.phone_key, act.sms_asked_at = "", "", "", None
        act.save()
    return emptied
