import dataclasses
import datetime

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
