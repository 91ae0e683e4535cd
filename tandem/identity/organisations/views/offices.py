"""Which regional office is in charge of a place."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tandem.foundation.clock import today
from tandem.identity.organisations import selectors
from tandem.identity.organisations.forms import PostalCodeForm


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """By postal code; where nobody has said which, all offices of the canton."""
    form = PostalCodeForm(request.GET or None)
    found = None
    if form.is_bound and form.is_valid():
        found = selectors.offices_at(form.cleaned_data["postal_code"], today())
    return render(request, "organisations/find_office.html", {"form": form, "found": found})
