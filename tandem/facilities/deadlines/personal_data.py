"""Reminders and the calendar in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.facilities.deadlines.models import CalendarEntry, CalendarLink, Reminder


def export_reminders(person_id: int) -> list[dict[str, Any]]:
    """Of what she was reminded and when; the words stand in her messages."""
    rows = Reminder.objects.filter(person_id=person_id).order_by("pk")
    return [
        {"key": key, "subject": subject, "step": step, "at": at}
        for key, subject, step, at in rows.values_list("key", "subject", "step", "message__created_at")
    ]


def erase_reminders(person_id: int) -> int:
    return Reminder.objects.filter(person_id=person_id).delete()[0]


def export_links(person_id: int) -> list[dict[str, Any]]:
    """That there is a link; its secret is not known here."""
    links = CalendarLink.objects.filter(person_id=person_id).order_by("pk")
    return [{"made_at": made_at} for made_at in links.values_list("made_at", flat=True)]


def erase_links(person_id: int) -> int:
    return CalendarLink.objects.filter(person_id=person_id).delete()[0]


def export_entries(person_id: int) -> list[dict[str, Any]]:
    columns = ("key", "subject", "sequence", "changed_at")
    rows = CalendarEntry.objects.filter(person_id=person_id).order_by("pk")
    return [dict(zip(columns, row, strict=True)) for row in rows.values_list(*columns)]


def erase_entries(person_id: int) -> int:
    return CalendarEntry.objects.filter(person_id=person_id).delete()[0]
