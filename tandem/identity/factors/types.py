import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from tandem.identity.factors.enums import Factor


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One security key or passkey, as its owner named it."""

    key_id: int
    name: str
    added_at: datetime.datetime
    used_at: datetime.datetime | None
    opens_alone: bool
    was_copied: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A factor that an account has. `left` counts unused codes, `phone` is masked; each where the factor has them."""

    factor: Factor
    is_preferred: bool = False
    phone: str = ""
    left: int | None = None
    next_number: int | None = None
    keys: tuple[Key, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """A list that was just made. Its codes are known now and never again; the first one has the number 1."""

    codes: tuple[str, ...]
    made_at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody gave to sign: a typed code, the answer of a key (JSON), or a password. One of them is enough."""

    code: str = ""
    credential: str = ""
    password: str = ""

    @property
    def is_given(self) -> bool:
        return bool(self.code.strip() or self.credential or self.password)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """With what somebody signs what is about to be sent, as the page asks for it.

    `words` say who signs and why. `hint` says which code, empty where none is typed. `ask_key` begins to ask for a key
    and gives what the browser needs for it, None without one: only a page that is shown does, because the answer to
    the one before is still to be checked. `password`: she has nothing else. `is_hers_here`: it is asked on somebody
    else's screen. With none of these `words` say what to do instead. `may_prepare`: whether something that is not sent
    yet may be written before it is given; after a pause in a session nothing may.
    """

    words: str
    hint: str = ""
    takes_sms: bool = False
    ask_key: Callable[[], Mapping[str, Any]] | None = None
    password: bool = False
    is_hers_here: bool = False
    may_prepare: bool = True

    @property
    def is_possible(self) -> bool:
        return bool(self.hint or self.ask_key or self.password)
