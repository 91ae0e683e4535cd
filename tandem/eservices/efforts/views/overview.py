"""All that somebody has noted, to look something up in it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.efforts import presenters, selectors
from tandem.eservices.efforts.forms import FindForm
from tandem.eservices.efforts.types import Wanted
from tandem.eservices.efforts.views.common import own_file

PAGE_SIZE = 50


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Search by words, narrow down by month, way and result; what the address asks wrongly is said, not guessed."""
    acting = own_file(request)
    asked = {name: values for name, values in request.GET.lists() if name != "page" and any(values)}
    form = FindForm(request.GET if asked else None)
    form.offer(selectors.months_noted(acting))
    wanted = form.wanted() if form.is_bound and form.is_valid() else Wanted()
    found = selectors.find_efforts(acting, wanted) if not form.errors else []
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "number": len(found),
        "rows": [presenters.listed_row(one) for one in page],
        "is_narrowed": wanted != Wanted(),
        "back_url": reverse("efforts:months"),
    }
    return render(request, "efforts/all.html", context, status=400 if form.errors else 200)
