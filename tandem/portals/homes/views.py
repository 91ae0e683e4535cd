import datetime
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from tandem.facilities.documents.selectors import scanner_warning
from tandem.foundation import clock
from tandem.foundation.once import reading
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.portals.homes import helpers, selectors

_HOMES: dict[Capacity, tuple[str, Callable[[Acting, datetime.datetime], dict[str, Any]]]] = {
    Capacity.SELF: ("homes/person.html", lambda acting, now: selectors.person_home(acting, now=now)),
    Capacity.HELPER: ("homes/helper.html", lambda acting, now: {"desk": helpers.desk(acting, now=now)}),
    Capacity.COUNSELLOR: ("homes/counsellor.html", lambda acting, now: {"duties": selectors.duties(acting, now=now)}),
    Capacity.FUND_OFFICER: ("homes/fund.html", lambda acting, now: {"duties": selectors.fund_duties(acting, now=now)}),
}


@login_not_required
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The address without a language: on to the reader's."""
    with override(get_language_from_request(request)):
        answer = redirect(reverse("homes:home"))
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


@login_not_required
@require_safe
@reading()
def home(request: HttpRequest) -> HttpResponse:
    """The door of each audience."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity in _HOMES:
        template, facts = _HOMES[acting.capacity]
        return render(request, template, facts(acting, clock.now()))
    if acting.capacity is Capacity.VISITOR and acting.user_id is not None:
        return render(request, "homes/newcomer.html")
    if acting.user_id is not None:
        warning = scanner_warning() if acting.capacity is Capacity.OPERATOR else ""
        return render(request, "homes/member.html", {"capacity": Capacity(acting.capacity).label, "warning": warning})
    return render(request, "homes/visitor.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "homes/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "homes/accessibility.html")


@login_not_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "homes/sources.html")
