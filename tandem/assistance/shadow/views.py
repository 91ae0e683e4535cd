from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tandem.assistance.shadow import services
from tandem.assistance.shadow.pages import ASK
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity


@login_not_required
@require_safe
def instead(request: HttpRequest) -> HttpResponse:
    """How to help with a mandate and without anybody's password: for helpers and for persons."""
    acting = request.acting  # type: ignore[attr-defined]
    context = {
        "is_person": acting.capacity is Capacity.SELF,
        "is_helper": acting.capacity is Capacity.HELPER,
        "is_known": acting.user_id is not None,
        "is_asked": bool(request.session.get(ASK)),
    }
    return render(request, "shadow/instead.html", context)


@require_POST
def shared(request: HttpRequest) -> HttpResponse:
    """It is a family's phone, a public computer: nothing is wrong."""
    services.say_shared(request.acting, now=now())  # type: ignore[attr-defined]
    request.session.pop(ASK, None)
    messages.success(request, _("Thank you. We do not ask again for a year."))
    return redirect("homes:home")
