"""The verbs of deadlines: remind of them, tell what came of them, and the secret address of a calendar."""

from tandem.facilities.deadlines.services.links import LinkEnded, end_link, make_link, print_link, read_calendar
from tandem.facilities.deadlines.services.reminding import remind
from tandem.facilities.deadlines.services.telling import tell_documents_missing, tell_received, tell_turned_down

__all__ = [
    "LinkEnded",
    "end_link",
    "make_link",
    "print_link",
    "read_calendar",
    "remind",
    "tell_documents_missing",
    "tell_received",
    "tell_turned_down",
]
