"""What other pages show of us."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tandem.identity.factors import selectors


def passkey(request: HttpRequest) -> SafeString:
    """The way in without a password, to where she wanted to go."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return render_to_string("factors/passkey_link.html", {"next": wanted})


def row(request: HttpRequest) -> SafeString:
    """A line of the account's page: which second steps there are, and the way to change them."""
    ways = selectors.ways_of(request.user.pk) if request.user.pk else []
    return render_to_string("factors/account_row.html", {"ways": ways}, request)
