"""How the person came into unemployment: it decides which months before it count, and when they are due."""

import dataclasses

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tandem.eservices.efforts import selectors, services
from tandem.eservices.efforts.forms import EntryForm
from tandem.eservices.efforts.views.common import form_page, own_file
from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal


@never_cache
@form_page
def entry(request: HttpRequest) -> HttpResponse:
    """Say since when unemployment was foreseeable and when it begins."""
    acting = own_file(request)
    known = selectors.entry_of(acting)
    form = EntryForm(request.POST or None, initial=dataclasses.asdict(known) if known else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.say_entry(acting, entry=form.entry(), now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your days are saved. The months before unemployment are in your list now."))
            return redirect("efforts:months")
    return render(request, "efforts/entry.html", {"form": form, "back_url": reverse("efforts:months")})
