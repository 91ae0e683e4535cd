"""The operator's pages: which organisations there are, and which of them need her."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now, today
from tandem.foundation.refusals import Refusal
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.forms import BlockForm, LicenceForm, OrganisationForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All organisations, those to be checked first."""
    kind = request.GET.get("kind", "")
    acting = request.acting  # type: ignore[attr-defined]
    page = selectors.all_organisations(acting, kind=kind, page=request.GET.get("page", 1))
    rows = selectors.lines(page, on=today())
    return render(
        request,
        "organisations/all.html",
        {"page": page, "lines": rows, "kinds": OrganisationKind.choices, "kind": kind},
    )


@never_cache
@form_page
def create(request: HttpRequest) -> HttpResponse:
    """A new organisation; then its first manager is invited."""
    acting = request.acting  # type: ignore[attr-defined]
    selectors.require_operator(acting)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = services.create_organisation(acting, **form.facts(), now=now())
        except ValidationError as wrong:
            _show_errors(form, wrong)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The organisation is saved. Now invite its first manager."))
            return redirect("organisations:invite", organisation.pk)
    return render(request, "organisations/create.html", {"form": form, "back_url": reverse("organisations:all")})


@never_cache
@form_page
def licence(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One more licence of an agency: the canton has renewed it."""
    acting = request.acting  # type: ignore[attr-defined]
    organisation = selectors.agency_to_license(acting, organisation_id, now=now())
    form = LicenceForm(request.POST or None)
    back = reverse("organisations:team", args=[organisation_id])
    if request.method == "POST" and form.is_valid():
        try:
            services.add_licence(acting, organisation_id=organisation_id, licence=form.facts(), now=now())
        except ValidationError as wrong:
            _show_errors(form, wrong)
        else:
            messages.success(request, _("The licence is saved."))
            return redirect(back)
    context = {"organisation": organisation, "form": form, "back_url": back}
    return render(request, "organisations/licence.html", context)


@require_POST
def checked(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """A company that introduced itself is the one it says it is."""
    services.check_organisation(request.acting, organisation_id=organisation_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("The organisation is marked as checked."))
    return redirect("organisations:team", organisation_id)


@never_cache
@form_page
def block(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Nobody acts for it any more; nobody outside is told why."""
    acting = request.acting  # type: ignore[attr-defined]
    selectors.require_operator(acting)
    organisation = selectors.organisation_for(acting, organisation_id, now=now())
    form = BlockForm(request.POST or None)
    back = reverse("organisations:team", args=[organisation_id])
    if request.method == "POST" and form.is_valid():
        services.block_organisation(
            acting, organisation_id=organisation_id, reason=form.cleaned_data["reason"], now=now()
        )
        messages.success(request, _("The organisation is blocked. Its members cannot act for it any more."))
        return redirect(back)
    return render(request, "organisations/block.html", {"organisation": organisation, "form": form, "back_url": back})


@require_POST
def unblock(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Its members act for it again."""
    services.unblock_organisation(request.acting, organisation_id=organisation_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("The block is lifted."))
    return redirect("organisations:team", organisation_id)


def _show_errors(form: OrganisationForm | LicenceForm, wrong: ValidationError) -> None:
    """Beside the field that each concerns, or on top where it concerns several."""
    for name, errors in wrong.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)
