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
        elif not self._rows().update(session_data=row.session_data, expire_date=row.expire_date):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            # Nothing hangs on a session: no signal, no cascade.
            self._rows(key)._raw_delete(connection.alias)

    def _rows(self, key: str | None = None) -> QuerySet[Session]:
        return Session.objects.filter(session_key=key or self.session_key)
