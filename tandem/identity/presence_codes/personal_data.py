"""Lists of presence codes in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.identity.presence_codes.models import PresenceList


def export(person_id: int) -> list[dict[str, Any]]:
    """When the list was made and when each code was used; no code, they are known to nobody."""
    lists = PresenceList.objects.filter(person_id=person_id).prefetch_related("codes").order_by("pk")
    return [
        {
            "made_at": row.made_at,
            "used_at": sorted(code.used_at for code in row.codes.all() if code.used_at is not None),
        }
        for row in lists
    ]


def erase(person_id: int) -> int:
    return PresenceList.objects.filter(person_id=person_id).delete()[1].get("presence_codes.PresenceList", 0)
