"""Whether a receipt is ours: by its signature, else by its row, so that neither a lost key nor a lost row hides it."""

import secrets
from collections.abc import Mapping

import structlog

from tandem.facilities.receipts.enums import Verdict
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.rules import normalised, payload_hash, read_proof_file, read_signed_text, statement
from tandem.facilities.receipts.types import Checked, SignedText
from tandem.foundation import signing

USE = "receipt"
logger = structlog.get_logger()


def is_signed(receipt: SignedText, *, keys: Mapping[str, bytes] | None = None) -> bool:
    """Whether one of these keys (without them: ours) signed it. No database. Raises signing.UnknownKey."""
    content = statement(receipt.number, receipt.received_at, receipt.fingerprint).encode()
    return signing.verify(receipt.key_id, content, receipt.signature, use=USE, keys=keys)


def of_text(text: str) -> Checked:
    """Raises ValueError when it is no signed text at all."""
    receipt = read_signed_text(text)
    row = Receipt.objects.filter(number=receipt.number).first()
    if _holds(receipt, row):
        if row is None:
            logger.error("receipt_signed_but_missing")  # a row was lost; what we signed stays true
        return Checked(verdict=Verdict.GENUINE, receipt=receipt)
    return Checked(verdict=Verdict.NOT_OURS if row is None else Verdict.CHANGED)


def of_file(content: bytes) -> Checked:
    """Raises ValueError when it is no receipt's file."""
    text, payload = read_proof_file(content)
    checked = of_text(text)
    if checked.receipt is None:
        return checked
    if payload_hash(payload).hex() != checked.receipt.fingerprint:
        return Checked(verdict=Verdict.CHANGED)
    return Checked(verdict=Verdict.GENUINE, receipt=checked.receipt, covers_content=True)


def of_number(typed: str, fingerprint: str) -> Checked:
    """`fingerprint`: its first digits, 16 at least. Raises ValueError for what cannot be a number."""
    row = Receipt.objects.filter(number=normalised(typed)).first()
    if row is None:
        return Checked(verdict=Verdict.NOT_OURS)
    if not secrets.compare_digest(row.fingerprint[: len(fingerprint)], fingerprint):
        return Checked(verdict=Verdict.CHANGED)
    receipt = read_signed_text(row.text)
    if not _holds(receipt, row):
        logger.error("receipt_row_does_not_match_its_signature")
        return Checked(verdict=Verdict.CHANGED)
    return Checked(verdict=Verdict.GENUINE, receipt=receipt)


def _holds(receipt: SignedText, row: Receipt | None) -> bool:
    try:
        return is_signed(receipt)
    except signing.UnknownKey:
        # Somebody else's key, or one of ours that was taken out of the list: then our own row still knows.
        return row is not None and read_signed_text(row.text) == receipt
