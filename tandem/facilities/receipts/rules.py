"""What a receipt says and how it is written down: its number, its fingerprint, its signed text. No database.

The number is readable aloud, safe to copy by hand, impossible to guess. The signed text is the receipt itself in one
line, short enough for a QR code: whoever has it and our public key needs nobody else to check it.
"""

import base64
import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from tandem.facilities.receipts.types import SignedText
from tandem.foundation.codes import ALPHABET, Code

NUMBER = Code(purpose="receipts.number", random_signs=15)
GROUP = 4

VERSION = "R1"  # another meaning of the parts gets another version; this one is understood for ever
MOMENT = "%Y%m%dT%H%M%SZ"
MAX_TEXT = 2_000
_SIGNED = re.compile(
    rf"{VERSION}:(?P<number>[{ALPHABET}-]{{19}}):(?P<moment>\d{{8}}T\d{{6}}Z):(?P<fingerprint>[0-9a-f]{{64}})"
    r":(?P<key_id>[0-9a-f]{16}):(?P<signature>[A-Za-z0-9_-]{86})"
)


def with_check_sign(signs: str) -> str:
    """The 15 signs, grouped by four, with the sign that proves them: `3A4C-…`.

    Raises ValueError for another length or a sign outside the alphabet.
    """
    return NUMBER.with_check_sign(signs)


def normalised(typed: str) -> str:
    """A number as somebody copied it, in the form in which it is stored; blanks, dashes and small letters are fine.

    Raises ValueError when it cannot be a receipt's number: a sign is wrong, missing or swapped.
    """
    return NUMBER.normalised(typed)


def payload_hash(payload: Mapping[str, Any]) -> bytes:
    """SHA-256 (32 bytes) over the canonical JSON of what was filed: sorted keys, no blanks, UTF-8.

    Raises TypeError for a value that JSON cannot hold exactly, such as a date: the sender writes it as text first.
    """
    canonical = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode()).digest()


def statement(number: str, received_at: datetime.datetime, fingerprint: str) -> str:
    """What is signed: `R1:3A4C-…:20260407T120533Z:<SHA-256 in 64 digits>`.

    The second in which it was received, in UTC: there is no hour that exists twice, and no midnight is rounded away.
    """
    return ":".join((VERSION, number, received_at.astimezone(datetime.UTC).strftime(MOMENT), fingerprint))


def signed_text(statement: str, key_id: str, signature: bytes) -> str:
    """The statement, the key and its signature in one line: what the QR code holds."""
    return f"{statement}:{key_id}:{_base64url(signature)}"


def read_signed_text(text: str) -> SignedText:
    """The parts of a signed text, however it was copied: line breaks, blanks and an address before a # are fine.

    Says nothing about the signature. Raises ValueError when it is no such text.
    """
    if len(text) > MAX_TEXT:
        raise ValueError("text: too long for a receipt.")
    found = _SIGNED.fullmatch(re.sub(r"\s", "", text).rpartition("#")[2])
    if found is None:
        raise ValueError("text: not the text of a receipt.")
    number = normalised(found["number"])
    received_at = datetime.datetime.strptime(found["moment"], MOMENT).replace(tzinfo=datetime.UTC)
    signature = base64.urlsafe_b64decode(found["signature"] + "==")
    if number != found["number"] or _base64url(signature) != found["signature"]:
        raise ValueError("text: not the text of a receipt.")  # one text for one receipt, no second spelling
    return SignedText(
        number=number,
        received_at=received_at,
        fingerprint=found["fingerprint"],
        key_id=found["key_id"],
        signature=signature,
    )


def proof_file(text: str, payload: Mapping[str, Any]) -> bytes:
    """The file that somebody keeps: the signed text and what was filed, as JSON."""
    return json.dumps({"receipt": text, "payload": payload}, ensure_ascii=False, indent=1, allow_nan=False).encode()


def read_proof_file(content: bytes) -> tuple[str, dict[str, Any]]:
    """The signed text and what was filed, from a `proof_file`. Raises ValueError.

    A name that stands twice is refused: a reader might see the first value while the fingerprint covers the second.
    """
    try:
        read = json.loads(content, object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError) as error:
        raise ValueError("content: not the file of a receipt.") from error
    if not isinstance(read, dict) or read.keys() != {"receipt", "payload"}:
        raise ValueError("content: not the file of a receipt.")
    if not isinstance(read["receipt"], str) or not isinstance(read["payload"], dict):
        raise ValueError("content: not the file of a receipt.")
    return read["receipt"], read["payload"]


def typed_fingerprint(typed: str) -> str:
    """The fingerprint, or its first 16 digits and more, as somebody copied it by hand. Raises ValueError."""
    digits = re.sub(r"[\s:.-]", "", typed).lower()
    if not re.fullmatch(r"[0-9a-f]{16,64}", digits):
        raise ValueError("typed: not the start of a fingerprint.")
    return digits


def in_groups(fingerprint: str) -> str:
    """`09ad 9fd2 fb64 …`: easier to copy and to compare."""
    return " ".join(fingerprint[start : start + GROUP] for start in range(0, len(fingerprint), GROUP))


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("content: a name stands twice.")
    return read


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
