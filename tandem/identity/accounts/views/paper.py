"""A code on paper: the desk prints it, the person types it."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.http.downloads import download
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.accounts import pdf, selectors, wording
from tandem.identity.accounts.enums import PaperCodeUse
from tandem.identity.accounts.forms import LetterForm, OwnAccountForm, OwnPasswordForm, PaperCodeForm
from tandem.identity.accounts.models import PaperCode, User
from tandem.identity.accounts.services import paper_codes

# The number of the code that was typed in this session, and until when it waits for the next page.
TYPED = "accounts.paper_code"
_TEN_MINUTES = 10 * 60


@never_cache
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """At a desk: print a letter with which somebody opens her account."""
    if request.acting.capacity not in paper_codes.AT_A_DESK:  # type: ignore[attr-defined]
        raise Hidden
    form = LetterForm(request.POST or None, initial={"language": Language.DE})
    if request.method == "POST" and form.is_valid():
        printed = paper_codes.issue_sign_up_code(
            request.acting,  # type: ignore[attr-defined]
            name=form.cleaned_data["name"],
            language=Language(form.cleaned_data["language"]),
            now=now(),
        )
        with override(printed.language):
            page = request.build_absolute_uri(reverse("accounts:paper_code"))
        return download(pdf.letter(printed, page=page), "tandem.pdf")
    return render(request, "accounts/letter.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """The page whose address stands in the letter."""
    form = PaperCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = paper_codes.recognise(
                request.acting,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
                address=client_address(request),
                now=now(),
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal.message))
        else:
            # Whoever left a session of his own on this device must not choose the password in her place.
            request.session.cycle_key()
            request.session[TYPED] = {"id": found.pk, "until": now().timestamp() + _TEN_MINUTES}
            with override(found.language):
                return redirect("accounts:use_paper_code")
    return render(request, "accounts/paper_code.html", {"form": form})


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class UseCode(View):
    """Login name and password, once the code was right."""

    def get(self, request: HttpRequest) -> HttpResponse:
        code = _typed(request)
        if code is None:
            return redirect("accounts:paper_code")
        user = _owner(code)
        form = _form(code)(user=user, initial={"username": user.username})
        return self._show(request, code, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        code = _typed(request)
        if code is None:
            return redirect("accounts:paper_code")
        form = _form(code)(request.POST, user=_owner(code))
        if not form.is_valid():
            return self._show(request, code, form)
        try:
            user = _use(request, code, form)
        except ValidationError:  # somebody took the login name in this moment
            form.add_error("username", str(wording.ERRORS["username_taken"]))
            return self._show(request, code, form)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("accounts:paper_code")
        del request.session[TYPED]
        response: HttpResponse = perform_login(request, user)
        return response

    def _show(self, request: HttpRequest, code: PaperCode, form: OwnPasswordForm) -> HttpResponse:
        return render(request, "accounts/use_paper_code.html", {"form": form, "name": code.name})


def _typed(request: HttpRequest) -> PaperCode | None:
    typed = request.session.get(TYPED)
    if typed is None or typed["until"] < now().timestamp():
        return None
    return selectors.pending_code(typed["id"], now=now())


def _form(code: PaperCode) -> type[OwnPasswordForm]:
    return OwnAccountForm if code.use == PaperCodeUse.ACCOUNT else OwnPasswordForm


def _owner(code: PaperCode) -> User:
    return code.account or User(name=code.name, username=selectors.free_login_name(code.name))


def _use(request: HttpRequest, code: PaperCode, form: OwnPasswordForm) -> User:
    password = form.cleaned_data["password1"]
    if code.use == PaperCodeUse.PASSWORD:
        return paper_codes.choose_password(request.acting, code_id=code.pk, password=password, now=now())  # type: ignore[attr-defined]
    return paper_codes.open_account(
        request.acting,  # type: ignore[attr-defined]
        code_id=code.pk,
        username=form.cleaned_data["username"],
        password=password,
        now=now(),
    )
