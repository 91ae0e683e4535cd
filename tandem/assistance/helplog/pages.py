"""What this feature shows on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def way_to_notes(request: HttpRequest) -> SafeString:
    """Below her helpers: the way to what they noted."""
    return render_to_string("helplog/_way_to_notes.html", {}, request)
