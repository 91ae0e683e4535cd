import datetime
import hashlib
import secrets

from django.db import transaction

from tandem.facilities.deadlines import ical, selectors
from tandem.facilities.deadlines.models import CalendarEntry, CalendarLink
from tandem.facilities.deadlines.types import Appointment, Deadline, Event
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import language_of


class LinkEnded(Exception):
    """Nobody's calendar has this address, or no longer."""


@transaction.atomic
def make_link(acting: Acting, *, now: datetime.datetime) -> str:
    """A new secret for the address of her own calendar; the one before opens nothing any more. Shown once."""
    person_id = acting.file(Purpose.MESSAGES)
    record(acting, verb="deadlines.make_link", purpose=Purpose.MESSAGES, now=now)
    return _new(person_id, acting, now)


@transaction.atomic
def print_link(acting: Acting, *, now: datetime.datetime) -> str:
    """The same at the desk, to be printed for somebody who has no account or asks for it on paper."""
    person_id = acting.file(Purpose.PERSONAL_DATA)
    record(acting, verb="deadlines.print_link", purpose=Purpose.PERSONAL_DATA, now=now)
    return _new(person_id, acting, now)


@transaction.atomic
def end_link(acting: Acting, *, now: datetime.datetime) -> None:
    """The address of her own calendar opens nothing any more; what telephones have copied stays there."""
    person_id = acting.file(Purpose.MESSAGES)
    if CalendarLink.objects.filter(person_id=person_id).delete()[0]:
        record(acting, verb="deadlines.end_link", purpose=Purpose.MESSAGES, now=now)


@transaction.atomic
def read_calendar(acting: Acting, *, secret: str, now: datetime.datetime) -> bytes:
    """The calendar behind a secret, as RFC 5545 wants it, in its person's language. Raises LinkEnded.

    Whoever has the secret reads days, times, places and neutral titles, nothing else.
    """
    link = CalendarLink.objects.filter(fingerprint=fingerprint(secret)).order_by("pk").first()
    if link is None:
        raise LinkEnded
    language = Language(language_of(link.person_id))
    return ical.calendar(_events(link.person_id, language, now), language=language)


def fingerprint(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _new(person_id: int, acting: Acting, now: datetime.datetime) -> str:
    secret = secrets.token_urlsafe(32)
    CalendarLink.objects.update_or_create(
        person_id=person_id,
        defaults={"fingerprint": fingerprint(secret), "made_at": now, "made_by_id": acting.user_id},
    )
    return secret


def _events(person_id: int, language: Language, now: datetime.datetime) -> list[Event]:
    """Her deadlines and appointments with what calendars know them by; three queries beside those of the sources."""
    told: list[Deadline | Appointment] = [
        *selectors.deadlines_of_person(person_id, now=now),
        *selectors.appointments_of_person(person_id, now=now),
    ]
    rows = CalendarEntry.objects.select_for_update().filter(person_id=person_id).order_by("pk")
    known = {(row.key, row.subject): row for row in rows}
    new, changed, events = [], [], []
    for one in told:
        said = ical.mark(one, language)
        row = known.get(one.identity)
        if row is None:
            row = CalendarEntry(person_id=person_id, key=one.key, subject=one.subject, said=said, changed_at=now)
            new.append(row)
        elif row.said != said:
            row.said, row.sequence, row.changed_at = said, row.sequence + 1, now
            changed.append(row)
        events.append(Event(uid=str(row.uid), sequence=row.sequence, changed_at=row.changed_at, about=one))
    CalendarEntry.objects.bulk_create(new)
    CalendarEntry.objects.bulk_update(changed, ["said", "sequence", "changed_at"])
    return events
