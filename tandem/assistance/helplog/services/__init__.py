"""The verbs of the help log."""

from tandem.assistance.helplog.services.absences import EndsTooEarly, NotOfTheTeam, end_absence, say_absence
from tandem.assistance.helplog.services.noting import (
    NotYet,
    TooLongAgo,
    TooManyMinutes,
    TooManyPeople,
    note,
    note_by_itself,
    take_back,
)
from tandem.assistance.helplog.services.own import (
    AlreadyAnswered,
    AlreadyContested,
    answer,
    contest,
    erase,
    forget,
)

__all__ = [
    "AlreadyAnswered",
    "AlreadyContested",
    "EndsTooEarly",
    "NotOfTheTeam",
    "NotYet",
    "TooLongAgo",
    "TooManyMinutes",
    "TooManyPeople",
    "answer",
    "contest",
    "end_absence",
    "erase",
    "forget",
    "note",
    "note_by_itself",
    "say_absence",
    "take_back",
]
