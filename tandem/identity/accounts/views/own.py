"""What somebody sees and changes of her own account."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.languages import Language
from tandem.identity.accounts import presenters, services, sessions, wording
from tandem.identity.accounts.forms import LanguageForm, LoginNameForm
from tandem.identity.accounts.services import paper_codes

HOME = "homes:home"


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """All that somebody can change about the way she comes in."""
    at_a_desk = request.acting.capacity in paper_codes.AT_A_DESK  # type: ignore[attr-defined]
    return render(request, "accounts/account.html", {"account": request.user, "at_a_desk": at_a_desk})


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


@never_cache
@require_http_methods(["GET", "POST"])
def login_name(request: HttpRequest) -> HttpResponse:
    """The name to log in with."""
    form = LoginNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_login_name(
                request.acting,  # type: ignore[attr-defined]
                username=form.cleaned_data["username"],
                now=now(),
            )
        except ValidationError:  # somebody took it in this moment
            form.add_error("username", str(wording.ERRORS["username_taken"]))
        else:
            messages.success(request, _("From now on you log in with this name."))
            return redirect("accounts:account")
    return render(request, "accounts/login_name.html", {"form": form, "account": request.user})


@never_cache
@require_safe
def open_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is logged in, and a button to log out there."""
    rows = sessions.open_sessions(request.user.pk, now=now())  # type: ignore[arg-type]
    shown = presenters.shown_sessions(rows, current=request.session.session_key or "")
    return render(request, "accounts/sessions.html", {"sessions": shown})


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    sessions.end_session(request.acting, session_id=session_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("This device is logged out."))
    return redirect("accounts:sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    sessions.end_other_sessions(
        request.acting,  # type: ignore[attr-defined]
        session_key=request.session.session_key or "",
        now=now(),
    )
    messages.success(request, _("All other devices are logged out."))
    return redirect("accounts:sessions")


@never_cache
@require_safe
def log_in_again(request: HttpRequest) -> HttpResponse:
    """Whoever has neither password nor second factor here confirms by a fresh log-in at the other service."""
    wanted = urlencode({REDIRECT_FIELD_NAME: get_next_redirect_url(request) or reverse("accounts:account")})
    return render(request, "accounts/log_in_again.html", {"next": f"{reverse('account_login')}?{wanted}"})
