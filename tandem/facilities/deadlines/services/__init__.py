"""The verbs of deadlines: remind of them, hand out, read and end the secret address of a calendar."""

from tandem.facilities.deadlines.services.links import LinkEnded, end_link, make_link, print_link, read_calendar
from tandem.facilities.deadlines.services.reminding import remind

__all__ = ["LinkEnded", "end_link", "make_link", "print_link", "read_calendar", "remind"]
