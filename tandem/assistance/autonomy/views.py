"""How I do things: the person's own pages, what a helper sees of them, and the question after a task."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.assistance.autonomy import presenters, selectors, services
from tandem.assistance.autonomy.enums import NextTime, Task
from tandem.assistance.autonomy.forms import NextTimeForm
from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting


def own(request: HttpRequest, moment: datetime.datetime) -> Acting:
    return open_own_file(request.acting, Purpose.HELP, now=moment)  # type: ignore[attr-defined]


def task_of(key: str) -> Task:
    if key not in Task:
        raise Hidden
    return Task(key)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Each task with one sentence; the person opens the one that she wants to look at."""
    found = selectors.paths(own(request, now()))
    rows = [(path, presenters.sentence(path)) for path in found]
    return render(request, "autonomy/mine.html", {"rows": rows})


@never_cache
@require_safe
def task(request: HttpRequest, task: str) -> HttpResponse:
    """One task over time, the person's own word about it, and whom she shows it to."""
    moment, key = now(), task_of(task)
    file = own(request, moment)
    path = selectors.path(file, key)
    shared = selectors.shared_with(file, key)
    context = {
        "path": path,
        "lines": presenters.lines(path),
        "picture": presenters.picture(path),
        "choices": NextTime,
        "mandates": [(card, card.number in shared) for card in selectors.running_mandates(file, now=moment)],
    }
    return render(request, "autonomy/task.html", context)


@require_POST
def answer(request: HttpRequest, task: str) -> HttpResponse:
    """One tap: "I could do it alone next time"."""
    moment, key = now(), task_of(task)
    file = own(request, moment)
    form = NextTimeForm(request.POST)
    if form.is_valid():
        services.answer(file, task=key, word=NextTime(form.cleaned_data["word"]), now=moment)
        messages.success(request, _("Thank you. Only you see this, and whom you show it to."))
    else:
        messages.error(request, str(form.errors["word"][0]))
    return redirect(reverse("autonomy:task", args=[key]))


@require_POST
def share(request: HttpRequest, task: str, mandate_id: int) -> HttpResponse:
    moment, key = now(), task_of(task)
    services.share(own(request, moment), task=key, mandate_id=mandate_id, now=moment)
    messages.success(request, _("Your helper now sees how you do this. You can end it at any time."))
    return redirect(reverse("autonomy:task", args=[key]))


@require_POST
def stop_sharing(request: HttpRequest, task: str, mandate_id: int) -> HttpResponse:
    moment, key = now(), task_of(task)
    services.stop_sharing(own(request, moment), task=key, mandate_id=mandate_id, now=moment)
    messages.success(request, _("Your helper no longer sees how you do this."))
    return redirect(reverse("autonomy:task", args=[key]))


@never_cache
@require_safe
def shared(request: HttpRequest, person_id: int) -> HttpResponse:
    """What a person shows to the helper who asks; the page is there even when she shows nothing."""
    moment, acting = now(), request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    file = open_file(acting, person_id, Purpose.HELP, now=moment)
    rows = [
        (path, presenters.lines(path, for_helper=True), presenters.picture(path, for_helper=True))
        for path in selectors.shared_paths(file, now=moment)
    ]
    return render(request, "autonomy/shared.html", {"rows": rows})
