"""The verbs of what is sent in place of a person. One state machine (`rules.TRANSITIONS`), whatever the channel."""

from tandem.assistance.confirmations.services.asking import ask, ask_by_sms, note_printed, take_back
from tandem.assistance.confirmations.services.paper import note_paper
from tandem.assistance.confirmations.services.screen import confirm, refuse
from tandem.assistance.confirmations.services.upkeep import close_filed, remind
from tandem.assistance.confirmations.services.visit import confirm_together

__all__ = [
    "ask",
    "ask_by_sms",
    "close_filed",
    "confirm",
    "confirm_together",
    "note_paper",
    "note_printed",
    "refuse",
    "remind",
    "take_back",
]
