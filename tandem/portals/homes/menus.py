"""What each audience finds on top of every page and below it."""

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Capacity

JOBS = ("ads:search", _("Jobs"))
ENTRIES = {
    Capacity.SELF: (
        JOBS,
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
    links = [(reverse(name), label) for name, label in entries]
    return mark_safe(render_to_string("homes/navigation.html", {"links": links}, request))  # noqa: S308 - a template


def footer(request: HttpRequest) -> SafeString:
    """What everybody may want to know about the platform."""
    entries = (*ABOUT, DEMO) if settings.DEMO else ABOUT
    links = [(reverse(name), label) for name, label in entries]
    return mark_safe(render_to_string("homes/footer.html", {"links": links}, request))  # noqa: S308 - a template
