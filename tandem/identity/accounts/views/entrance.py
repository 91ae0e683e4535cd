"""Where django-allauth's pages to come in and go out need more than its settings."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as allauth_views
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.stagekit import get_pending_stage, redirect_to_pending_stage, stash_login
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url
from allauth.utils import get_request_param
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe


class LogIn(allauth_views.LoginView):
    """The password. Whoever has typed it already is led to the step that is still missing.

    allauth puts its decorators on anew at each request, and reckons what a page of its own would show.
    """

    def dispatch(self, request: HttpRequest, *_arguments: Any, **_named: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(self.get_authenticated_redirect_url())
        stage = get_pending_stage(request)
        if stage and stage.is_resumable(request):
            return self._redirect_to_pending_stage(request, stage)
        return View.dispatch(self, request)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponseBase:
        # She left the page of the code and opened another address: there she is led now, not where she came from.
        if wanted := self.get_next_url():
            stage.login.redirect_url = wanted
            stash_login(request, stage.login)
        response: HttpResponseBase = redirect_to_pending_stage(request, stage)
        return response

    def get_context_data(self, **_facts: Any) -> dict[str, Any]:
        return {"form": self.get_form(), "wanted": get_request_param(self.request, self.redirect_field_name)}


log_in = login_not_required(never_cache(sensitive_post_parameters("password")(LogIn.as_view())))


@login_not_required
@never_cache
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    """Where somebody is led who sent something after her log-in had ended: what is lost, what is safe, what next."""
    wanted = get_next_redirect_url(request)
    query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
    return render(request, "accounts/unsent.html", {"log_in": reverse("account_login") + query})


@login_not_required
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """The end of a session, or of a log-in or sign-up that is half done."""
    # allauth leaves it: the next page would show by it whether the address had an account.
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
    response: HttpResponse = allauth_views.logout(request)
    return response


class ForgottenPasswordCode(allauth_views.ConfirmPasswordResetCodeView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"email": self._process.state["email"]}
