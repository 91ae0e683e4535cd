from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden
from tandem.identity.access import presenters, selectors
from tandem.identity.access.enums import Purpose
from tandem.identity.access.middleware import HAT, hats_of
from tandem.identity.access.services import open_own_file


@never_cache
@require_safe
def who_looked(request: HttpRequest) -> HttpResponse:
    """What others did in one's own file."""
    file = open_own_file(request.acting, Purpose.WHO_LOOKED, now=now())  # type: ignore[attr-defined]
    page = selectors.visits(file, page=request.GET.get("page", 1))
    return render(request, "access/who_looked.html", {"page": page, "days": presenters.by_day(page)})


@require_POST
def choose_hat(request: HttpRequest) -> HttpResponse:
    """Act as something else from now on, among what the account may be."""
    chosen = request.POST.get("hat")
    if chosen not in {hat.hat for hat in hats_of(request)}:
        raise Hidden
    request.session[HAT] = chosen
    # The page left behind may not exist under the new hat.
    return redirect("homes:home")
