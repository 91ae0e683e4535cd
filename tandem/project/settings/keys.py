import base64
import hashlib


def key_derived_from(secret: str, use: str = "at rest") -> str:
    """A key for machines that name none: the same at each start, worth as much as `secret`."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"{use}: {secret}".encode()).digest()).decode()
