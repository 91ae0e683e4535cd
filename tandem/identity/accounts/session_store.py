"""Django's sessions in the database, each step one statement; and with each the account that it is listed for."""

from __future__ import annotations

import contextlib
import contextvars
import dataclasses
import datetime
import functools
from collections.abc import Iterator

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

from tandem.foundation import clock
from tandem.foundation.chance import signs
from tandem.foundation.prepared import ask

_LENGTH = 32
_ADD = f"""
    INSERT INTO "{Session._meta.db_table}" (session_key, session_data, expire_date) VALUES (%s, %s, %s)
    ON CONFLICT (session_key) DO NOTHING RETURNING session_key
"""  # noqa: S608 - names from our own code
_CHANGE = f"""
    UPDATE "{Session._meta.db_table}" SET session_key = %s, session_data = %s, expire_date = %s
    WHERE session_key = %s RETURNING session_key
"""  # noqa: S608
# The store whose account is being asked for at this moment.
_asked: contextvars.ContextVar[SessionStore | None] = contextvars.ContextVar("session_of_account", default=None)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the list of open sessions says of one: whose it is, from where and with what it was opened, and when."""

    user_id: int
    ip: str
    user_agent: str
    begun_at: datetime.datetime


class SessionStore(db.SessionStore):
    # The key under which the row stands as long as the new one is not saved.
    _stands_under: str | None = None
    # Whose it is by the list of open sessions, as read together with it.
    _listed: Model | None = None
    # What is written into the list when the session is saved.
    _line: Line | None = None

    def opens(self, line: Line) -> None:
        """This session opens an account from now on: it is saved together with its line in the list.

        Until the end of the request it stands in neither, and when that fails it never does.
        """
        self._line = line
        self.modified = True

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
        self._stands_under = self._line = None

    def _get_new_session_key(self) -> str:
        # 165 random bits. Should somebody have them already, the INSERT refuses and `create` tries again.
        return signs(_LENGTH, VALID_KEY_CHARS)

    def _get_session_from_db(self) -> Session | None:
        for data, pk, *others in ask(_open(), [self.session_key, clock.now()]):
            self._listed = get_user_model().from_db(DEFAULT_DB_ALIAS, _columns(), [pk, *others]) if pk else None
            return Session(session_key=str(self.session_key), session_data=data)
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:
        """Raises CreateError, UpdateError as Django's does."""
        if self.session_key is None:
            self.create()
            return
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if must_create:
            self._add(row)
        elif self._changed(row):
            self._stands_under = self._line = None
        elif self._stands_under:
            # Ended meanwhile under its old key, by her own new password perhaps: this one was begun before.
            self._add(row)
            self._stands_under = None
            if self._line:
                self.save()
        else:
            raise UpdateError

    def _add(self, row: AbstractBaseSession) -> None:
        # A key that somebody has already is left out, not refused: a transaction that is open goes on.
        if not ask(_ADD, (row.session_key, row.session_data, row.expire_date)):
            raise CreateError

    def _changed(self, row: AbstractBaseSession) -> bool:
        """Whether there was a row to be changed."""
        facts = (row.session_key, row.session_data, row.expire_date, self._stands_under or self.session_key)
        if (line := self._line) is None:
            return bool(ask(_CHANGE, facts))
        listed = (line.ip, line.user_agent, line.begun_at, line.begun_at)
        return bool(ask(_opening(), (line.begun_at, line.user_id, *facts, *listed)))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self._stands_under or self.session_key
        if key is not None:
            # Nothing hangs on a session: no signal, no cascade.
            self._rows(key)._raw_delete(connection.alias)

    @contextlib.contextmanager
    def knows_its_account(self) -> Iterator[None]:
        """Within, whoever asks `account_at_hand` for the account of this session gets it without a question."""
        token = _asked.set(self)
        try:
            yield
        finally:
            _asked.reset(token)

    def _rows(self, key: str | None = None) -> QuerySet[Session]:
        return Session.objects.filter(session_key=key or self.session_key)


def account_at_hand(pk: int) -> Model | None:
    """The account, if the session of this request was just read together with it. None says nothing: ask for it.

    The list of sessions says which row to read, never who somebody is: that stands in the session, signed.
    """
    store = _asked.get()
    account = store._listed if store is not None else None
    return account if account is not None and account.pk == pk else None


@functools.cache
def _open() -> str:
    account = get_user_model()._meta
    columns = ", ".join(f'account."{field.column}"' for field in account.concrete_fields)
    return f"""
        SELECT session.session_data, {columns} FROM "{Session._meta.db_table}" session
        LEFT JOIN "{UserSession._meta.db_table}" listed ON listed.session_key = session.session_key
        LEFT JOIN "{account.db_table}" account ON account.id = listed.user_id
        WHERE session.session_key = %s AND session.expire_date > %s
    """  # noqa: S608 - names from our own code


@functools.cache
def _opening() -> str:
    """The session, its line, and the moment in the account, which is held first: so does whoever ends its sessions."""
    return f"""
        WITH account AS (
            UPDATE "{get_user_model()._meta.db_table}" SET last_login = %s WHERE id = %s RETURNING id
        ), saved AS (
            UPDATE "{Session._meta.db_table}" session SET session_key = %s, session_data = %s, expire_date = %s
            FROM account WHERE session.session_key = %s RETURNING session.session_key, account.id
        )
        INSERT INTO "{UserSession._meta.db_table}"
            (session_key, user_id, ip, user_agent, created_at, last_seen_at, data)
        SELECT session_key, id, %s::inet, %s, %s::timestamptz, %s::timestamptz, '{{}}' FROM saved
        ON CONFLICT (session_key) DO UPDATE SET user_id = excluded.user_id, ip = excluded.ip,
            user_agent = excluded.user_agent, created_at = excluded.created_at, last_seen_at = excluded.last_seen_at
        RETURNING id
    """  # noqa: S608 - names from our own code


@functools.cache
def _columns() -> list[str]:
    return [field.attname for field in get_user_model()._meta.concrete_fields]
