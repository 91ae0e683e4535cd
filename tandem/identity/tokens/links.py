"""The row on the account's page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def row(request: HttpRequest) -> SafeString:
    return SafeString(render_to_string("tokens/account_row.html", {}, request))
