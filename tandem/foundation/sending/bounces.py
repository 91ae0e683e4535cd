"""Mails that come back: what a server says later of a mail that it had taken. RFC 3464 and 6533, and nothing else."""

import email
import email.policy
import re
from email.message import EmailMessage, Message

_STATUS = {"message/delivery-status", "message/global-delivery-status"}
_ORIGINAL = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
_FAILED = re.compile(r"^action:[ \t]*failed\b", re.IGNORECASE | re.MULTILINE)
# What comes back has the mail in it that came back; more is no report.
MAX_BYTES = 5_000_000


def bounced(content: bytes) -> str | None:
    """The Message-ID of the mail that a report says did not arrive, for good; None for whatever says nothing like it:
    another mail, one that is late, one that arrived."""
    if len(content) > MAX_BYTES:
        return None
    report = email.message_from_bytes(content, policy=email.policy.default)
    if report.get_content_type() != "multipart/report" or report.get_param("report-type") != "delivery-status":
        return None
    parts = [part for part in report.iter_parts() if isinstance(part, EmailMessage)]
    # One group of fields for each recipient; our mails have one.
    failed = any(_FAILED.search(part.as_string()) for part in parts if part.get_content_type() in _STATUS)
    return next(filter(None, map(_message_id, parts)), None) if failed else None


def _message_id(part: EmailMessage) -> str | None:
    if part.get_content_type() not in _ORIGINAL:
        return None
    inside = part.get_payload()
    original = inside[0] if isinstance(inside, list) and inside else _headers(part)
    said = original["Message-ID"] if isinstance(original, Message) else None
    return str(said or "").strip() or None


def _headers(part: EmailMessage) -> Message:
    written = part.get_payload(decode=True)
    return email.message_from_bytes(written if isinstance(written, bytes) else b"", policy=email.policy.default)
