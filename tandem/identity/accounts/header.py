from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tandem.foundation.http.context import form_of


def account(request: HttpRequest) -> SafeString:
    """Who is logged in, and the way out; for a visitor the way in."""
    # Error pages are drawn before the middleware has run, too.
    user = getattr(request, "user", None)
    return render_to_string("accounts/header.html", {"user": user, **form_of(request)})
