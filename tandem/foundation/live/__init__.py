"""What two people who sit at two screens see of each other at once: a stream of events and of keystrokes.

`publish` tells everybody who follows a topic that something has happened; `ticket` lets a browser follow one. The
streams themselves are held by a process of their own, `python -m tandem.project.live` (ADR 110).
"""

from tandem.foundation.live.publishing import publish
from tandem.foundation.live.tickets import ticket

__all__ = ["publish", "ticket"]
