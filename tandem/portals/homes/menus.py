"""What each audience finds on top of every page and below it."""

import functools
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.foundation import pages
from tandem.identity.access.enums import Capacity

Entries = Sequence[tuple[str, str | Promise]]

JOBS = ("ads:search", _("Jobs"))
ENTRIES = {
    Capacity.SELF: (
        JOBS,
        ("sessions:start", _("Do it together")),
        ("procedures:mine", _("My forms")),
        ("efforts:months", _("My efforts")),
        ("dossier:index", _("My documents")),
        ("notifications:inbox", _("My messages")),
        ("mandates:mine", _("My helpers")),
        ("access:who_looked", _("Who looked")),
        ("people:me", _("About me")),
    ),
    Capacity.COUNSELLOR: (
        ("counselling:caseload", _("My files")),
        ("counselling:registrations", _("New registrations")),
        ("dossier:received", _("Documents received")),
        ("counselling:stand_ins", _("Stand-ins")),
        ("mandates:desk", _("Mandates")),
        ("on_paper:queue", _("Forms on paper")),
        JOBS,
    ),
    Capacity.FUND_OFFICER: (
        ("fund:insured", _("Insured persons")),
        ("dossier:received", _("Documents received")),
        ("on_paper:queue", _("Forms on paper")),
        ("fund:opening", _("When the form opens")),
        JOBS,
    ),
    Capacity.HELPER: (
        ("homes:home", _("My desk")),
        ("helplog:one", _("Note help")),
        ("sessions:join", _("Join somebody")),
        ("mandates:held", _("My mandates")),
        JOBS,
    ),
    Capacity.OPERATOR: (("organisations:all", _("Organisations")), JOBS),
}
# Whoever looks into files for an organisation also answers for its visits.
ANSWERING = {Capacity.COUNSELLOR, Capacity.FUND_OFFICER, Capacity.HELPER, Capacity.OPERATOR}
CONTESTED = ("access:contests", _("Contested visits"))
ORGANISATION = ("organisations:own", _("My organisation"))
ABOUT = (
    ("organisations:find_office", _("Find your office")),
    ("entitlement:expect", _("What you can expect")),
    ("organisations:i_help", _("I help somebody")),
    ("organisations:company", _("My company")),
    ("shadow:instead", _("A mandate instead of a password")),
    ("helplog:screens", _("Where Tandem makes help necessary")),
    ("receipts:verify", _("Check a receipt")),
    ("homes:privacy", _("Your data")),
    ("lessons:index", _("Lessons")),
    ("homes:accessibility", _("Accessibility")),
    ("homes:sources", _("Sources and licences")),
)
DEMO = ("demo:personas", _("People of the demo"))


def navigation(request: HttpRequest) -> SafeString:
    """The menu of the capacity that is worn now."""
    # Error pages are drawn before the middleware has run, too.
    acting = getattr(request, "acting", None)
    entries = ENTRIES.get(acting.capacity, (JOBS,)) if acting else (JOBS,)
    if acting and acting.organisation_id is not None:
        contested = (CONTESTED,) if acting.capacity in ANSWERING else ()
        entries = (*entries, *contested, ORGANISATION)
    return _drawn("homes/navigation.html", entries, path=request.path)


def footer(request: HttpRequest) -> SafeString:
    """What everybody may want to know about the platform."""
    entries = (*ABOUT, DEMO) if settings.DEMO else ABOUT
    return _drawn("homes/footer.html", entries)


_drawn_before: dict[tuple[object, ...], SafeString] = {}


def _drawn(template: str, entries: Entries, *, path: str = "") -> SafeString:
    """Links of a menu. They hang on the language and on where in it the reader is, so that each is drawn once."""
    language, names = get_language() or "", tuple(name for name, _label in entries)
    addresses = _addresses(language, names)
    places = tuple(pages.place(url, path) for url in addresses)
    key = (template, language, names, places)
    if key not in _drawn_before:
        links = [
            {"url": url, "label": label, "page": place == "page", "below": place == "below"}
            for url, (_name, label), place in zip(addresses, entries, places, strict=True)
        ]
        _drawn_before[key] = mark_safe(render_to_string(template, {"links": links}))  # noqa: S308 - a template
    return _drawn_before[key]


@functools.cache
def _addresses(language: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(reverse, names))
