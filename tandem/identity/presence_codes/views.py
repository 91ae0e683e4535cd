from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.people.selectors import contact_of, person_summary
from tandem.identity.presence_codes import printing, selectors, services
from tandem.identity.presence_codes.forms import DocumentForm
from tandem.identity.recovery.enums import Document


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page of the person's office: print a list with her document in hand, or have one sent by letter."""
    file = open_file(request.acting, person_id, Purpose.LOG_IN, now=now())  # type: ignore[attr-defined]
    if file.is_own_file:
        raise Hidden
    prints = request.method == "POST" and "post" not in request.POST
    form = DocumentForm(request.POST if prints else None)
    try:
        if "post" in request.POST:
            services.post(file, now=now())
            messages.success(request, _("The letter goes to the address in the file."))
            return redirect("presence_codes:desk", person_id)
        if prints and form.is_valid():
            made = services.hand_out(file, document=Document(form.cleaned_data["document"]), now=now())
            contact = contact_of(person_id)
            with override(contact.language):
                return download(printing.sheet(contact.name, made), "tandem-presence.pdf")
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("presence_codes:desk", person_id)
    context = {
        "form": form,
        "person": person_summary(file),
        "counts": selectors.counts_for(person_id),
        "has_list": selectors.next_number(person_id) is not None,
    }
    return render(request, "presence_codes/desk.html", context)
