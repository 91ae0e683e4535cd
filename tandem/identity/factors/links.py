"""What the log-in page shows of us."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def passkey(request: HttpRequest) -> SafeString:
    """The way in without a password."""
    return render_to_string("factors/passkey_link.html", {}, request)
