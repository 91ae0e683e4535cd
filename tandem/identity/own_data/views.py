from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download as attached
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.accounts.registry import reauthentication_required
from tandem.identity.own_data import selectors, services
from tandem.identity.own_data.copies import TYPES
from tandem.identity.own_data.enums import Form
from tandem.identity.own_data.forms import CloseForm
from tandem.identity.people.selectors import person_summary


@never_cache
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What a copy holds, the button for it, and the copies that were too large to wait for."""
    file = _file(request)
    context = {"forms": list(Form), "copies": selectors.copies(file, now=now()).defer("token")}
    return render(request, "own_data/own_data.html", context)


@never_cache
@require_POST
@reauthentication_required
def take_copy(request: HttpRequest) -> HttpResponse:
    """The copy itself, or the promise of one when it takes longer than somebody likes to wait."""
    chosen = request.POST.get("form")
    if chosen not in Form.values:
        raise Hidden
    language = Language(request.LANGUAGE_CODE)
    content = services.take_copy(_file(request), form=Form(chosen), language=language, now=now())
    if content is None:
        messages.success(request, _("Your copy is being made. It will be on this page in a few minutes."))
        return redirect("own_data:own_data")
    return _attachment(content, Form(chosen))


@never_cache
@require_safe
@reauthentication_required
def download(request: HttpRequest, copy_id: int) -> HttpResponse:
    """A copy that was made meanwhile."""
    file = _file(request)
    copy = selectors.ready_copy(file, copy_id, now=now())
    return _attachment(services.content_of(copy), Form(copy.form))


def _attachment(content: bytes, form: Form) -> HttpResponse:
    return attached(content, f"tandem-my-data.{form.value}", TYPES[form])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, person_id: int) -> HttpResponse:
    """The office closes a file, so that its time limits run, or opens it again because she is back."""
    moment = now()
    file = open_file(request.acting, person_id, Purpose.ASSIGNMENT, now=moment)  # type: ignore[attr-defined]
    form = CloseForm(request.POST if "close" in request.POST else None)
    if "reopen" in request.POST:
        services.reopen_file(file, now=moment)
        messages.success(request, _("The file is open again. Nothing of it is erased."))
        return redirect("own_data:close", person_id)
    if form.is_bound and form.is_valid():
        services.close_file(file, closed_on=form.cleaned_data["closed_on"], now=moment)
        messages.success(request, _("The file is closed. Its time limits run from that day."))
        return redirect("own_data:close", person_id)
    context = {"form": form, "person": person_summary(file), "closing": selectors.closing_of(file)}
    return render(request, "own_data/close.html", context)


def _file(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.PERSONAL_DATA, now=now())  # type: ignore[attr-defined]
