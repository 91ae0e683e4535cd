"""The keys of one's own account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.tokens import selectors, services
from tandem.identity.tokens.enums import Lifetime, Scope
from tandem.identity.tokens.forms import TokenForm


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Which programs have a key, and what each may do."""
    moment = now()
    keys = [
        {
            "token": token,
            "scopes": [Scope(scope).label for scope in token.scopes],
            "open": token.revoked_at is None and token.expires_at > moment,
        }
        for token in selectors.tokens_of(request.acting)  # type: ignore[attr-defined]
    ]
    return render(request, "tokens/mine.html", {"keys": keys})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.mfa")
def new(request: HttpRequest) -> HttpResponse:
    """Make a key; it is shown on the answer to this form and never again."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, key = services.make_token(
                request.acting,  # type: ignore[attr-defined]
                name=form.cleaned_data["name"],
                scopes=[Scope(scope) for scope in form.cleaned_data["scopes"]],
                lifetime=Lifetime(form.cleaned_data["lifetime"]),
                now=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return render(request, "tokens/made.html", {"token": token, "key": key})
    return render(request, "tokens/new.html", {"form": form})


@require_POST
def end(request: HttpRequest, token_id: int) -> HttpResponse:
    """End one at once."""
    services.end_token(request.acting, token_id=token_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("The key opens nothing any more."))
    return redirect("tokens:mine")
