"""Where a second factor is asked: at log-in, and again before something sensitive."""

import functools
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.factors import halfway, presenters, services
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.forms import CodeForm, ListCodeForm, PasskeyForm, UseKeyForm
from tandem.identity.factors.stages import SecondFactorStage
from tandem.identity.factors.types import Way

# A code of these is looked at without knowing anything of the page that asks for it.
_TYPED = frozenset({Factor.SMS, Factor.APP, Factor.RECOVERY})
_decorated = [never_cache, sensitive_post_parameters("code", "credential")]


class Ask(View):
    """One way on the page, every other one as a link. `code` or `credential` is posted, or `send` for a new SMS."""

    def get(self, request: HttpRequest) -> HttpResponse:
        way = self.way(request)
        return self.show(request, way, self.form_of(way)) if way else redirect(self.without_factors)

    def post(self, request: HttpRequest) -> HttpResponse:
        # Whether the account has it, the check of the code finds out by itself: what else it has, only a page asks.
        chosen = request.POST.get("way")
        way = Way(factor=Factor(chosen)) if chosen in _TYPED else self.way(request)
        if way is None:
            return redirect(self.without_factors)
        form = self.form_of(way, request.POST)
        try:
            if "send" in request.POST:
                services.send_code(request.acting, user_id=self.account_id, now=now())  # type: ignore[attr-defined]
                form = self.form_of(way)
            elif form.is_valid():
                self.check(request, way, form)
                return self.finish(request)
        except Refusal as refusal:
            if "send" in request.POST:  # no code was typed, and none is missed
                form = self.form_of(way, {})
                form.empty_permitted = True
            form.add_error("code" if form.data.get("code") else None, str(refusal.message))
        return self.show_again(request, way, form)

    def show_again(self, request: HttpRequest, way: Way, form: Any) -> HttpResponse:
        """What was typed, beside the way as the account has it now; where it has it no more, beside another one."""
        found = self.way(request)
        if found is None:
            return redirect(self.without_factors)
        return self.show(request, found, form if found.factor == way.factor else self.form_of(found))

    def check(self, request: HttpRequest, way: Way, form: Any) -> None:
        if way.factor is Factor.KEY:
            _note_use(request, form, self.account_id)
            form.save()
        else:
            services.check_second_factor(
                request.acting,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
                factor=way.factor,
                user_id=self.account_id,
                now=now(),
            )
            record_authentication(
                request, self.account, "mfa", type=str(way.factor), reauthenticated=self.again or None
            )

    def way(self, request: HttpRequest) -> Way | None:
        """The one that was chosen on the page, among those that the account has; otherwise its preferred one."""
        self.ways = presenters.ways(self.account_id)
        chosen = request.POST.get("way", request.GET.get("way"))
        return next((way for way in self.ways if way.factor == chosen), self.ways[0] if self.ways else None)

    def form_of(self, way: Way, data: Any = None) -> Any:
        if way.factor is Factor.KEY:
            form = UseKeyForm(data, user=self.account)
            form.reauthenticated = self.again
            return form
        return ListCodeForm(data, way=way) if way.factor is Factor.LIST else CodeForm(data)

    def show(self, request: HttpRequest, way: Way, form: Any) -> HttpResponse:
        context = {
            "form": form,
            "way": way,
            "others": [other for other in self.ways if other is not way],
            "delivery": presenters.delivery(self.account_id) if way.factor is Factor.SMS else None,
            "options": begin_authentication(self.account) if way.factor is Factor.KEY else None,
            "again": self.again,
            "next": request.POST.get("next", request.GET.get("next", "")),
        }
        return render(request, "factors/ask.html", context)

    again = False
    without_factors = "account_login"

    @property
    def account_id(self) -> int:
        number: int = self.account.pk
        return number

    @property
    def account(self) -> Any:
        raise NotImplementedError

    def finish(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError


class LogIn(Ask):
    """The second step of the log-in; without the first one, its page leads back there."""

    account_id = 0

    def dispatch(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(get_login_redirect_url(request))
        found = halfway.on_its_way(request, SecondFactorStage.key)
        if found is None:
            return _to_the_password(request)
        self.account_id = found
        return super().dispatch(request, *arguments, **named)

    @functools.cached_property
    def stage(self) -> Any:
        """With the whole account; the page itself needs no more than its number."""
        return LoginStageController.enter(self.request, SecondFactorStage.key)

    @property
    def account(self) -> Any:
        return self.stage.login.user

    def finish(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.stage.exit()
        return response


log_in = login_not_required(never_cache(sensitive_post_parameters("code", "credential")(LogIn.as_view())))


def _to_the_password(request: HttpRequest) -> HttpResponse:
    if not halfway.has_run_out(request):
        return redirect("account_login")
    messages.info(request, _("Your password was typed too long ago. Type it once more, then you go on as before."))
    wanted = halfway.begin_anew(request)
    return redirect(reverse("account_login", query={"next": wanted} if wanted else None))


@method_decorator(_decorated, name="dispatch")
class Confirm(Ask):
    """Again, before something sensitive: whoever sits down at an open session does not know the codes."""

    again = True
    without_factors = "factors:index"

    @property
    def account(self) -> Any:
        return self.request.user

    def finish(self, request: HttpRequest) -> HttpResponse:
        return resume_request(request) or redirect("factors:index")


@method_decorator([login_not_required, *_decorated], name="dispatch")
class Passkey(View):
    """In with a passkey alone: it counts as both steps."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect(get_login_redirect_url(request))
        return self._show(request, PasskeyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PasskeyForm(request.POST)
        if not form.is_valid():
            return self._show(request, form)
        key = form.cleaned_data["credential"]
        try:
            _note_use(request, form, key.user_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self._show(request, form)
        return perform_passwordless_login(
            request, key, Login(user=key.user, redirect_url=get_next_redirect_url(request))
        )

    def _show(self, request: HttpRequest, form: PasskeyForm) -> HttpResponse:
        wanted = request.POST.get("next", request.GET.get("next", ""))
        context = {"form": form, "options": begin_authentication(None), "next": wanted}
        return render(request, "factors/passkey.html", context)


def _note_use(request: HttpRequest, form: UseKeyForm, user_id: int) -> None:
    services.note_key_use(
        request.acting,  # type: ignore[attr-defined]
        key_id=form.cleaned_data["credential"].pk,
        counter=form.counter,
        user_id=user_id,
        now=now(),
    )
