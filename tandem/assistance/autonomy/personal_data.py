"""How tasks came about, in the person's own copy and in an erasure. No other copy holds it."""

from typing import Any

from tandem.assistance.autonomy.models import Observation, OwnWord, Share
from tandem.assistance.autonomy.opening import opened


def export_observations(person_id: int) -> list[dict[str, Any]]:
    with opened(person_id):
        return [
            dict(row)
            for row in Observation.objects.filter(person_id=person_id)
            .order_by("pk")
            .values("task", "level", "at", "source")
        ]


def erase_observations(person_id: int) -> int:
    with opened(person_id):
        return Observation.objects.filter(person_id=person_id).delete()[0]


def export_own_words(person_id: int) -> list[dict[str, Any]]:
    with opened(person_id):
        return [
            dict(row)
            for row in OwnWord.objects.filter(person_id=person_id).order_by("pk").values("task", "word", "at")
        ]


def erase_own_words(person_id: int) -> int:
    with opened(person_id):
        return OwnWord.objects.filter(person_id=person_id).delete()[0]


def export_shares(person_id: int) -> list[dict[str, Any]]:
    with opened(person_id):
        rows = Share.objects.filter(person_id=person_id).order_by("pk")
        return [dict(row) for row in rows.values("task", "mandate_id", "shared_at", "ended_at")]


def erase_shares(person_id: int) -> int:
    with opened(person_id):
        return Share.objects.filter(person_id=person_id).delete()[0]
