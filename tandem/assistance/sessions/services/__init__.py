"""The verbs of assisted sessions."""

from tandem.assistance.sessions.services.beginning import accept, decline, join, start, start_beside
from tandem.assistance.sessions.services.ending import close_over, end, end_at_log_out, end_of_mandate
from tandem.assistance.sessions.services.hands import hand_over, take_back
from tandem.assistance.sessions.services.marking import close_mark, mark, note_page
from tandem.assistance.sessions.services.presence import (
    ask_key_of_person,
    note_sign,
    prolong,
    prove_presence,
    send_code,
)
from tandem.assistance.sessions.services.signing import SIGNER

__all__ = [
    "SIGNER",
    "accept",
    "ask_key_of_person",
    "close_mark",
    "close_over",
    "decline",
    "end",
    "end_at_log_out",
    "end_of_mandate",
    "hand_over",
    "join",
    "mark",
    "note_page",
    "note_sign",
    "prolong",
    "prove_presence",
    "send_code",
    "start",
    "start_beside",
    "take_back",
]
