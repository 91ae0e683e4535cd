import functools

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation.http.context import token_field


def account(request: HttpRequest) -> SafeString:
    """Who is logged in, and the way out; for a visitor the way in. It is on each page: Python writes it (ADR 165)."""
    # Error pages are drawn before the middleware has run, too.
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _way_in(get_language())
    address, before, after = _around(get_language())
    return mark_safe(  # noqa: S308 - the name is escaped
        f"{address}{conditional_escape(user.name)}</a>\n{before}{token_field(request)}{after}"
    )


@functools.cache
def _way_in(_language: str | None) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse("account_login"), _("Log in"))


@functools.cache
def _around(_language: str | None) -> tuple[str, str, str]:
    """What stands before the name, between it and the form's token, and after that: addresses and words of ours."""
    words = conditional_escape(_("Log out"))
    return (
        f'<a class="govuk-link page-header__name" href="{reverse("accounts:account")}">',
        f'<form class="page-header__logout" method="post" action="{reverse("account_logout")}">',
        f'<button type="submit" class="page-header__button">{words}</button></form>',
    )
