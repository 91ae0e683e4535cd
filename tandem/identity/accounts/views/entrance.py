"""Where django-allauth's pages to come in and go out need more than its settings."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.stagekit import stash_login
from allauth.account.stages import LoginStage
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST


class LogIn(allauth_views.LoginView):
    """The password. Whoever has typed it already is led to the step that is still missing."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponse | None:
        # She left the page of the code and opened another address: there she is led now, not where she came from.
        if wanted := self.get_next_url():
            stage.login.redirect_url = wanted
            stash_login(request, stage.login)
        response: HttpResponse | None = super()._redirect_to_pending_stage(request, stage)
        return response


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
