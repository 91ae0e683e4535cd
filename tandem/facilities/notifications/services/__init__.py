"""The verbs of messages: tell a person something, carry it to her, learn how it went, note that she has read it."""

from tandem.facilities.notifications.services.carrying import ARTICLE, deliver, follow, go_on
from tandem.facilities.notifications.services.reading import note_read
from tandem.facilities.notifications.services.telling import DELIVER, tell

__all__ = ["ARTICLE", "DELIVER", "deliver", "follow", "go_on", "note_read", "tell"]
