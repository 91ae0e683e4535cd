"""A receipt as it is shown, printed and checked."""

import dataclasses
import datetime

from tandem.facilities.receipts.enums import Verdict


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """The parts of a signed text. `fingerprint` is the SHA-256 of what was filed, in 64 hexadecimal digits."""

    number: str
    received_at: datetime.datetime
    fingerprint: str
    key_id: str
    signature: bytes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A receipt for a page or a sheet: the same whenever and wherever it is made again.

    `received_at` is the full second that was signed; `text` the signed text.
    """

    number: str
    received_at: datetime.datetime
    fingerprint: str
    key_id: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answer to whoever checks a receipt. `receipt` is there when it is genuine, and nothing else about anybody.

    `covers_content`: what was filed was checked with it, not only the receipt's own line.
    """

    verdict: Verdict
    receipt: SignedText | None = None
    covers_content: bool = False
