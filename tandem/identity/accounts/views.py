from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Refusal
from tandem.identity.accounts import services
from tandem.identity.accounts.forms import LanguageForm, LoginForm
from tandem.identity.accounts.models import User

HOME = "homes:home"
NEXT = "next"


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class LogIn(View):
    """Login name and password, then where the person was going, or home in her own language."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect(_wanted_page(request) or HOME)
        return self._show(request, LoginForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LoginForm(request.POST)
        if not form.is_valid():
            return self._show(request, form)
        try:
            user = services.check_password(
                request.acting,  # type: ignore[attr-defined]
                identifier=form.cleaned_data["identifier"],
                password=form.cleaned_data["password"],
                address=client_address(request),
                now=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self._show(request, form)
        login(request, user)  # gives the session a new key: one fixed beforehand by somebody else opens nothing
        return redirect(_wanted_page(request) or _home_of(user))

    def _show(self, request: HttpRequest, form: LoginForm) -> HttpResponse:
        return render(request, "accounts/log_in.html", {"form": form, "next": _wanted_page(request)})


@login_not_required
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are logged out."))
    return redirect(HOME)


@never_cache
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The language of pages, letters and messages."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        chosen = Language(form.cleaned_data["language"])
        services.choose_language(request.acting, language=chosen, now=now())  # type: ignore[attr-defined]
        with override(chosen):
            messages.success(request, _("From now on we write to you in this language."))
            return redirect(HOME)
    return render(request, "accounts/language.html", {"form": form})


def _wanted_page(request: HttpRequest) -> str:
    """Where the person was going; empty for an address outside, which somebody else may have put there."""
    address = request.POST.get(NEXT, request.GET.get(NEXT, ""))
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if here else ""


def _home_of(user: User) -> str:
    with override(user.language):
        return resolve_url(HOME)
