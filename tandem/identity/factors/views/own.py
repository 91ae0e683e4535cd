"""How you log in: the account's factors, each added, preferred, removed and printed by its owner."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.factors import middleware, presenters, selectors, services
from tandem.identity.factors.enforcement import MUST_HAVE_ONE
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.forms import KeyNameForm
from tandem.identity.factors.halfway import account_of

sensitive = method_decorator([never_cache, reauthentication_required(app="allauth.mfa")], name="dispatch")
_sensitive_function = reauthentication_required(app="allauth.mfa")


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The factors of the account, and those it may add."""
    found = presenters.ways(_account(request))
    context = {
        "ways": found,
        "offers": presenters.offers(found),
        "must_choose": not found and request.acting.capacity in MUST_HAVE_ONE,  # type: ignore[attr-defined]
    }
    return render(request, "factors/index.html", context)


@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    services.prefer(request.acting, factor=_factor(request.POST.get("factor", "")), now=now())  # type: ignore[attr-defined]
    messages.success(request, _("From now on we ask for this first."))
    return redirect("factors:index")


@require_POST
def not_now(request: HttpRequest) -> HttpResponse:
    services.postpone(request.acting, now=now())  # type: ignore[attr-defined]
    request.session.pop(middleware.SUGGEST, None)
    return redirect("homes:home")


@never_cache
@_sensitive_function
def remove(request: HttpRequest, factor: str) -> HttpResponse:
    """Ask once more, then remove a factor; of keys all."""
    chosen = _factor(factor)
    way = next((way for way in presenters.ways(_account(request)) if way.factor is chosen), None)
    if way is None:
        raise Hidden
    if request.method == "POST":
        return _removed(request, lambda: services.remove(request.acting, factor=chosen, now=now()))  # type: ignore[attr-defined]
    return render(request, "factors/remove.html", {"way": way})


@never_cache
@_sensitive_function
def one_key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Name a key anew, or remove it."""
    key = next((key for key in selectors.keys_of(_account(request)) if key.key_id == key_id), None)
    if key is None:
        raise Hidden
    if "remove" in request.POST:
        return _removed(request, lambda: services.remove_key(request.acting, key_id=key_id, now=now()))  # type: ignore[attr-defined]
    form = KeyNameForm(request.POST or None, initial={"name": key.name})
    if request.method == "POST" and form.is_valid():
        services.rename_key(request.acting, key_id=key_id, name=form.cleaned_data["name"], now=now())  # type: ignore[attr-defined]
        return redirect("factors:index")
    return render(request, "factors/one_key.html", {"key": key, "form": form})


def _removed(request: HttpRequest, verb: Any) -> HttpResponse:
    try:
        verb()
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        request.session.pop(middleware.PROVED, None)
        messages.success(request, _("It is removed. We have told you so in a message, too."))
    return redirect("factors:index")


def _factor(name: str) -> Factor:
    try:
        return Factor(name)
    except ValueError as unknown:
        raise Hidden from unknown


def _account(request: HttpRequest) -> int:
    return account_of(request.acting)  # type: ignore[attr-defined]
