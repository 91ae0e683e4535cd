"""A signal is sent once its transaction is committed; what a receiver raises is logged and undoes nothing."""

import datetime
import functools

from django.db import transaction
from django.dispatch import Signal

from tandem.assistance.sessions.models import AssistedSession


def announce(signal: Signal, session: AssistedSession, at: datetime.datetime) -> None:
    facts = {"session_id": session.pk, "at": at}
    transaction.on_commit(functools.partial(signal.send_robust, sender=None, **facts), robust=True)
