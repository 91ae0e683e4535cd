"""The way to the copy, from the page about oneself."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def copy(request: HttpRequest) -> SafeString:
    return mark_safe(render_to_string("own_data/link.html", {}, request))  # noqa: S308 - a template
