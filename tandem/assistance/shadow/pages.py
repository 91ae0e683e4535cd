"""What this feature shows on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.shadow import selectors
from tandem.assistance.shadow.rules import SMALL
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity

# In the log-in session: whether the account shares something with others. No page asks the database for it.
ASK = "shadow_ask"


def question(request: HttpRequest) -> SafeString:
    """On a person's or a helper's home: the way to a mandate instead of a password; nothing for everybody else."""
    if not request.session.get(ASK):
        return mark_safe("")
    is_helper = request.acting.capacity is Capacity.HELPER  # type: ignore[attr-defined]
    return render_to_string("shadow/_question.html", {"is_helper": is_helper}, request)


def public_rate(request: HttpRequest) -> SafeString:
    """On the public page: the platform's own failure, month by month."""
    context = {"rates": selectors.public_rates(now=now()), "small": SMALL}
    return render_to_string("shadow/_rates.html", context, request)
