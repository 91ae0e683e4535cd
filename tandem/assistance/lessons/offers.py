"""When a page offers its lesson: after mistakes on one field, or a long pause. Never before, and once refused no more.

What somebody got wrong is counted in her session and nowhere else; that she does not want a lesson stands in a cookie
of her browser. No table knows who struggled.
"""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tandem.assistance.lessons import rules, selectors
from tandem.foundation.http.context import form_of

COOKIE = "lessons_not_now"
YEAR = 365 * 24 * 60 * 60
_MISTAKES = "lessons.mistakes"
NOTHING = mark_safe("")


def offer(request: HttpRequest, *, lesson: str, form: BaseForm | None = None) -> SafeString:
    """The slot "page.lesson": the offer, hidden until somebody pauses, open when she has erred more than once."""
    if not selectors.exists(lesson):
        return NOTHING
    struggles = note_mistakes(request, lesson, form) if form is not None else False
    if lesson in refused(request):
        return NOTHING
    context = {
        "lesson": selectors.lesson(lesson, get_language() or "de"),
        "struggles": struggles,
        "here": request.get_full_path(),
        **form_of(request),
    }
    return mark_safe(render_to_string("lessons/_offer.html", context))  # noqa: S308 - a template


def link(request: HttpRequest, *, lesson: str) -> SafeString:
    """The slot "sessions.lesson": the way to the lesson of the page that two people have before them."""
    if not selectors.exists(lesson):
        return NOTHING
    context = {"lesson": selectors.lesson(lesson, get_language() or "de")}
    return mark_safe(render_to_string("lessons/_link.html", context))  # noqa: S308 - a template


def note_mistakes(request: HttpRequest, lesson: str, form: BaseForm) -> bool:
    """Count the fields that were refused now; whether one of them was refused before. Nothing is written otherwise."""
    kept: dict[str, dict[str, int]] = request.session.get(_MISTAKES, {})
    mistakes = dict(kept.get(lesson, {}))
    wrong = list(form.errors) if request.method == "POST" else []
    if wrong:
        for name in wrong:
            mistakes[name] = mistakes.get(name, 0) + 1
        request.session[_MISTAKES] = {**kept, lesson: mistakes}
    return rules.struggles(mistakes)


def refused(request: HttpRequest) -> set[str]:
    """The lessons that this browser does not want to be offered again."""
    said = request.COOKIES.get(COOKIE, "")
    return {key for key in said.split(".") if selectors.exists(key)}


def note_refusal(request: HttpRequest, response: HttpResponse, lesson: str) -> None:
    """Not this lesson again in this browser: for a year, and known to nobody else."""
    keys = sorted({*refused(request), lesson})
    options: dict[str, Any] = {"max_age": YEAR, "httponly": True, "secure": request.is_secure(), "samesite": "Lax"}
    response.set_cookie(COOKIE, ".".join(keys), **options)
