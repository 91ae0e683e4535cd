from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.foundation.clock import now
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.people import presenters, selectors


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What the platform knows about oneself, and who is in charge."""
    file = open_own_file(request.acting, Purpose.PERSONAL_DATA, now=now())  # type: ignore[attr-defined]
    person = selectors.person_summary(file)
    return render(request, "people/me.html", {"person": person, "language": presenters.own_name(person.language)})
