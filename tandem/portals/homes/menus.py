"""What each audience finds on top of every page and below it."""

import dataclasses
import functools
import itertools

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


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A line of a menu: the name of its page, and what it says. One is itself alone, so that menus are told apart
    without a look at their words.
    """

    page: str
    label: str | Promise


Entries = tuple[Entry, ...]

JOBS = Entry("ads:search", _("Jobs"))
ENTRIES = {
    Capacity.SELF: (
        JOBS,
        Entry("sessions:start", _("Do it together")),
        Entry("procedures:mine", _("My forms")),
        Entry("efforts:months", _("My efforts")),
        Entry("dossier:index", _("My documents")),
        Entry("notifications:inbox", _("My messages")),
        Entry("mandates:mine", _("My helpers")),
        Entry("access:who_looked", _("Who looked")),
        Entry("people:me", _("About me")),
    ),
    Capacity.COUNSELLOR: (
        Entry("counselling:caseload", _("My files")),
        Entry("counselling:registrations", _("New registrations")),
        Entry("dossier:received", _("Documents received")),
        Entry("counselling:stand_ins", _("Stand-ins")),
        Entry("mandates:desk", _("Mandates")),
        Entry("on_paper:queue", _("Forms on paper")),
        JOBS,
    ),
    Capacity.FUND_OFFICER: (
        Entry("fund:insured", _("Insured persons")),
        Entry("dossier:received", _("Documents received")),
        Entry("on_paper:queue", _("Forms on paper")),
        Entry("fund:opening", _("When the form opens")),
        JOBS,
    ),
    Capacity.HELPER: (
        Entry("homes:home", _("My desk")),
        Entry("helplog:one", _("Note help")),
        Entry("sessions:join", _("Join somebody")),
        Entry("mandates:held", _("My mandates")),
        JOBS,
    ),
    Capacity.OPERATOR: (Entry("organisations:all", _("Organisations")), JOBS),
}
# Whoever looks into files for an organisation also answers for its visits.
ANSWERING = {Capacity.COUNSELLOR, Capacity.FUND_OFFICER, Capacity.HELPER, Capacity.OPERATOR}
CONTESTED = Entry("access:contests", _("Contested visits"))
ORGANISATION = Entry("organisations:own", _("My organisation"))
ABOUT = (
    Entry("organisations:find_office", _("Find your office")),
    Entry("entitlement:expect", _("What you can expect")),
    Entry("organisations:i_help", _("I help somebody")),
    Entry("organisations:company", _("My company")),
    Entry("shadow:instead", _("A mandate instead of a password")),
    Entry("helplog:screens", _("Where Tandem makes help necessary")),
    Entry("receipts:verify", _("Check a receipt")),
    Entry("homes:privacy", _("Your data")),
    Entry("lessons:index", _("Lessons")),
    Entry("homes:accessibility", _("Accessibility")),
    Entry("homes:sources", _("Sources and licences")),
)
DEMO = Entry("demo:personas", _("People of the demo"))


def navigation(request: HttpRequest) -> SafeString:
    """The menu of the capacity that is worn now."""
    # Error pages are drawn before the middleware has run, too.
    acting = getattr(request, "acting", None)
    entries = ENTRIES.get(acting.capacity, (JOBS,)) if acting else (JOBS,)
    if acting and acting.organisation_id is not None:
        contested = (CONTESTED,) if acting.capacity in ANSWERING else ()
        entries = (*entries, *contested, ORGANISATION)
    language, path = get_language(), request.path
    places = tuple([pages.place(url, path) for url in _addresses(language, entries)])
    return _drawn("homes/navigation.html", entries, language, places)


def footer(request: HttpRequest) -> SafeString:
    """What everybody may want to know about the platform."""
    return _drawn("homes/footer.html", (*ABOUT, DEMO) if settings.DEMO else ABOUT, get_language())


@functools.cache
def _drawn(template: str, entries: Entries, _language: str | None, places: tuple[str, ...] = ()) -> SafeString:
    """Links of a menu. They hang on the language and on where in it the reader is, so that each is drawn once."""
    links = [
        {"url": reverse(entry.page), "label": entry.label, "page": place == "page", "below": place == "below"}
        for entry, place in itertools.zip_longest(entries, places)
    ]
    return mark_safe(render_to_string(template, {"links": links}))  # noqa: S308 - a template


@functools.cache
def _addresses(_language: str | None, entries: Entries) -> tuple[str, ...]:
    return tuple(reverse(entry.page) for entry in entries)
