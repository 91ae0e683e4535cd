"""`{% load live %}{% live topic role until other=name writes=True %}`, once on a page that two people look at."""

import datetime
from typing import Any

from django import template
from django.conf import settings

from tandem.foundation.live import tickets

register = template.Library()


@register.inclusion_tag("live/stream.html")
def live(topic: str, role: str, until: datetime.datetime, *, other: str, writes: bool = False) -> dict[str, Any]:
    """What the browser needs to follow `topic` as `role`, and its script; nothing where no live process is set up.

    `until` is the end of what is followed. `other`: who is at the other screen.
    `writes`: whether the keystrokes of this page are carried.
    """
    return {
        "url": f"{settings.LIVE_URL}/{tickets.room(topic)}" if settings.LIVE_URL else "",
        "ticket": tickets.ticket(topic, role, until, writes=writes),
        "role": role,
        "writes": writes,
        "other": other,
        # The script puts the name of the field and what is typed into these places.
        "label": "{label}",
        "text": "{text}",
    }
