import base64
import hashlib


def key_derived_from(secret: str) -> str:
    """A key at rest for machines that name none: the same at each start, worth as much as `secret`."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"at rest: " + secret.encode()).digest()).decode()
