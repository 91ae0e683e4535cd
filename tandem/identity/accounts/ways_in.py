"""Buttons to log in at other services, for the pages that leave a place for them."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe


def log_in(request: HttpRequest) -> SafeString:
    return _buttons(request, "login")


def connect(request: HttpRequest) -> SafeString:
    return _buttons(request, "connect")


def _buttons(request: HttpRequest, process: str) -> SafeString:
    services = [
        {"name": app.name, "url": reverse("openid_connect_login", args=[app.provider_id])}
        for app in get_adapter().list_apps(request)
    ]
    if not services:
        return mark_safe("")
    # After a log-in she goes on where she wanted to; a new log-in is shown where it was asked for.
    wanted = get_next_redirect_url(request) if process == "login" else ""
    context = {"services": services, "process": process, "next": wanted or ""}
    return render_to_string("accounts/external_ways.html", context, request)
