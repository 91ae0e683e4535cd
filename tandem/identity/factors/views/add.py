"""Add a factor: one page each; all of them ask first who is there."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from tandem.foundation import secrets
from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Refusal
from tandem.identity.factors import presenters, rules, selectors, services
from tandem.identity.factors.enums import CodeUse
from tandem.identity.factors.forms import AddKeyForm, CodeForm, PhoneForm
from tandem.identity.factors.halfway import account_of
from tandem.identity.factors.pictures import data_image
from tandem.identity.factors.views.own import sensitive

OFFERED = "factors.app"


@sensitive
class App(View):
    """A picture to photograph and the same key to type; the first code proves that the app has it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if form.is_valid() and self._add(request, form):
            del request.session[OFFERED]
            return _done(request, _("The app is connected. From now on you can log in with its codes."))
        return self._show(request, form)

    def _add(self, request: HttpRequest, form: CodeForm) -> bool:
        code = form.cleaned_data["code"]
        return _try(form, lambda: services.add_app(request.acting, secret=_secret(request), code=code, now=now()))  # type: ignore[attr-defined]

    def _show(self, request: HttpRequest, form: CodeForm) -> HttpResponse:
        secret = _secret(request)
        adapter = get_adapter()
        picture = data_image(adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)))
        return render(
            request, "factors/app.html", {"form": form, "picture": picture, "secret": presenters.spoken_secret(secret)}
        )


@sensitive
class Phone(View):
    """Which phone codes go to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        known = selectors.phone_of(_account(request))
        return self._show(request, PhoneForm(initial={"phone": known}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PhoneForm(request.POST)
        if form.is_valid() and self._begin(request, form):
            return redirect("factors:phone_code")
        return self._show(request, form)

    def _begin(self, request: HttpRequest, form: PhoneForm) -> bool:
        phone = form.cleaned_data["phone"]
        return _try(form, lambda: services.begin_phone(request.acting, phone=phone, now=now()), "phone")  # type: ignore[attr-defined]

    def _show(self, request: HttpRequest, form: PhoneForm) -> HttpResponse:
        return render(request, "factors/phone.html", {"form": form})


@sensitive
class PhoneCode(View):
    """The code arrived: the phone is hers."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if form.is_valid() and self._confirm(request, form):
            return _done(request, _("From now on we can send you codes by SMS."))
        return self._show(request, form)

    def _confirm(self, request: HttpRequest, form: CodeForm) -> bool:
        code = form.cleaned_data["code"]
        return _try(form, lambda: services.confirm_phone(request.acting, code=code, now=now()))  # type: ignore[attr-defined]

    def _show(self, request: HttpRequest, form: CodeForm) -> HttpResponse:
        account = _account(request)
        context = {
            "form": form,
            "phone": selectors.phone_being_proved(account, now=now()),
            "delivery": presenters.delivery(account, CodeUse.PHONE),
        }
        return render(request, "factors/phone_code.html", context)


@sensitive
class Key(View):
    """A security key or a passkey; the browser asks for it, so this page needs JavaScript and says so."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, AddKeyForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddKeyForm(request.POST, user=request.user)
        if not form.is_valid():
            return self._show(request, form)
        facts = form.cleaned_data
        services.add_key(request.acting, name=facts["name"], credential=facts["credential"], now=now())  # type: ignore[attr-defined]
        return _done(request, _("The key is added. From now on you can log in with it."))

    def _show(self, request: HttpRequest, form: AddKeyForm) -> HttpResponse:
        options = begin_registration(request.user, passwordless=False)
        return render(request, "factors/key.html", {"form": form, "options": options})


@sensitive
class CodeSheet(View):
    """Print a list: the answer is the sheet itself, because nobody knows the codes afterwards."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "factors/list.html", {"length": rules.LIST_LENGTH})

    def post(self, request: HttpRequest) -> HttpResponse:
        made = services.make_list(request.acting, now=now())  # type: ignore[attr-defined]
        sheet = services.print_sheet(request.user.name, made)  # type: ignore[union-attr]
        return download(sheet, "tandem-codes.pdf")


@sensitive
class RecoveryCodes(View):
    """Recovery codes are shown once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "factors/recovery.html", {"codes": []})

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            made = services.make_recovery_codes(request.acting, now=now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("factors:index")
        return render(request, "factors/recovery.html", {"codes": [rules.grouped(code) for code in made]})


def _secret(request: HttpRequest) -> str:
    """The key offered in this session: the same until it is used, so that a reload spoils nothing. Encrypted there."""
    if OFFERED not in request.session:
        request.session[OFFERED] = secrets.encrypt(services.new_secret())
    return secrets.decrypt(request.session[OFFERED])


def _try(form: Any, verb: Any, field: str = "code") -> bool:
    try:
        verb()
    except Refusal as refusal:
        form.add_error(field, str(refusal.message))
        return False
    return True


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("factors:index")


def _account(request: HttpRequest) -> int:
    return account_of(request.acting)  # type: ignore[attr-defined]
