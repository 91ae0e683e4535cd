import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Where a request came from, for counting attempts.

    Each trusted proxy adds one address at the right of X-Forwarded-For; what stands further left was written by the
    client and may be anything. Of IPv6 the network counts (/64): one customer has billions of addresses in it.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = forwarded[-settings.TRUSTED_PROXIES] if len(forwarded) >= settings.TRUSTED_PROXIES else address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.IPv6Network((parsed, 64), strict=False))
    return str(parsed)


def stored_address(request: HttpRequest) -> str:
    """The same as a column for addresses takes it: without the size of the network, 0.0.0.0 for an unknown one."""
    address = client_address(request)
    return "0.0.0.0" if address == "unknown" else address.removesuffix("/64")  # noqa: S104 - no address, no socket
