"""Her messages, read by herself or by whoever holds a mandate for them."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.facilities.notifications import presenters, selectors, services
from tandem.foundation import pages
from tandem.foundation.clock import now
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import names_of

PAGE = 20


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages to herself, the newest first."""
    file = open_own_file(request.acting, Purpose.MESSAGES, now=now())  # type: ignore[attr-defined]
    return render(request, "notifications/inbox.html", _list(request, file))


@never_cache
@require_safe
def inbox_of(request: HttpRequest, person_id: int) -> HttpResponse:
    """The same for whoever may read somebody's messages."""
    file = open_file(request.acting, person_id, Purpose.MESSAGES, now=now())  # type: ignore[attr-defined]
    context = {"person": names_of([person_id])[person_id], "person_id": person_id}
    return render(request, "notifications/inbox.html", _list(request, file) | context)


@never_cache
@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message; from then on she has read it."""
    file = open_own_file(request.acting, Purpose.MESSAGES, now=now())  # type: ignore[attr-defined]
    context = _one(file, message_id) | {"back_url": reverse("notifications:inbox")}
    services.note_read(file, message_id=message_id, now=now())
    return render(request, "notifications/message.html", context)


@never_cache
@require_safe
def message_of(request: HttpRequest, person_id: int, message_id: int) -> HttpResponse:
    """The same for whoever may read somebody's messages: it stays unread for herself."""
    file = open_file(request.acting, person_id, Purpose.MESSAGES, now=now())  # type: ignore[attr-defined]
    context = _one(file, message_id) | {"back_url": reverse("notifications:inbox_of", args=[person_id])}
    return render(request, "notifications/message.html", context | {"person": names_of([person_id])[person_id]})


def _list(request: HttpRequest, file: Acting) -> dict[str, object]:
    page: Page[int] = Paginator(range(selectors.count(file)), PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * PAGE
    return {
        "page": page,
        "messages_to_show": selectors.messages(file, start=start, stop=start + PAGE),
        "unread": selectors.unread(file),
    }


def _one(file: Acting, message_id: int) -> dict[str, object]:
    found = selectors.message(file, message_id)
    link = pages.in_language(found.link, get_language() or "de") if found.link and file.is_own_file else ""
    return {"message": found, "link": link, "steps": [presenters.step_sentence(step) for step in found.steps]}
