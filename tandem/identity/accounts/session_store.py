"""Django's sessions in the database, each step one statement: a log-in makes two sessions and ends one."""

import contextlib
import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from tandem.foundation import clock
from tandem.foundation.prepared import Rows

_LENGTH = 32
_OPEN = Rows(
    lambda *, key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key="example",
    now=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC),
)


class SessionStore(db.SessionStore):
    # The key under which the row stands as long as the new one is not saved.
    _stands_under: str | None = None

    def cycle_key(self) -> None:
        """A new key for the same session. Its row gets it when it is saved, at the end of the request: one statement.

        Django's makes a row of its own at once, removes the other, and saves again at the end. The old key opens
        nothing more than it did before: all that the log-in adds is saved with the new one.
        """
        data, key = self._session, self.session_key  # type: ignore[attr-defined]
        if key is None:
            super().cycle_key()
            return
        self._stands_under = self._stands_under or key
        self._session_key = self._get_new_session_key()
        self._session_cache = data
        self.modified = True

    def flush(self) -> None:
        super().flush()
        self._stands_under = None

    def _get_new_session_key(self) -> str:
        # 165 random bits. Should somebody have them already, the INSERT refuses and `create` tries again.
        return get_random_string(_LENGTH, VALID_KEY_CHARS)

    def _get_session_from_db(self) -> Session | None:
        if row := _OPEN.first(key=self.session_key, now=clock.now()):
            return row
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:
        """Raises CreateError, UpdateError as Django's does."""
        if self.session_key is None:
            self.create()
            return
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if must_create:
            # Alone, one statement is its own transaction; within another one, a refusal must not end that.
            with transaction.atomic() if connection.in_atomic_block else contextlib.nullcontext():
                try:
                    row.save(force_insert=True)
                except IntegrityError as error:
                    raise CreateError from error
        elif self._rows(self._stands_under).update(
            session_key=row.session_key, session_data=row.session_data, expire_date=row.expire_date
        ):
            self._stands_under = None
        elif self._stands_under:
            # Ended meanwhile under its old key, by her own new password perhaps: this one was begun before.
            row.save(force_insert=True)
            self._stands_under = None
        else:
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self._stands_under or self.session_key
        if key is not None:
            # Nothing hangs on a session: no signal, no cascade.
            self._rows(key)._raw_delete(connection.alias)

    def _rows(self, key: str | None = None) -> QuerySet[Session]:
        return Session.objects.filter(session_key=key or self.session_key)
