"""Every page, in four languages: axe finds nothing, and nothing scrolls sideways on a small phone."""

import pytest

from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.months import preceding
from tandem.portals.demo.people import COUNSELLOR, HELPER, JOBSEEKERS, OFFICER
from tests.journeys.demo.looking import look_at
from tests.journeys.demo.ways_in import log_in

pytestmark = pytest.mark.without_database

MONTH = f"{clock.today():%Y-%m}"
LAST_MONTH = f"{preceding(clock.today().replace(day=1)):%Y-%m}"
PUBLIC = (
    "",
    "jobs/?q=cook",
    "jobs/?q=infirmi%C3%A8re+Sion",
    "jobs/?q=xyzzyplugh",
    "jobs/?workload_min=abc&canton=XX",
    "log-in/",
    "sign-up/",
    "forgotten-password/",
    "code/",
    "personas/",
    "verify/",
    "verify/keys/",
    "certificate/",
    "benefit/",
    "benefit/earnings/",
    "benefit/amounts/",
    "about/data/",
    "about/accessibility/",
    "about/sources/",
    "gallery/",
    "no-such-page/",
)
HERS = (
    "",
    "efforts/",
    f"efforts/{MONTH}/",
    f"efforts/{LAST_MONTH}/",
    "efforts/all/",
    "efforts/all/?words=xyzzyplugh",
    "efforts/new/",
    "efforts/results/",
    "efforts/bring/",
    "efforts/export/",
    "efforts/entry/",
    "account/keys/",
    "documents/",
    "documents/new/",
    "documents/send/",
    "forms/",
    f"forms/declarations.monthly/{LAST_MONTH}/",
    "forms/declarations.incapacity/",
    "forms/claims.benefit/",
    f"certificates/{LAST_MONTH}/",
    f"certificates/{LAST_MONTH}/ask/",
    f"efforts/{MONTH}/file/",
    "who-looked/",
    "messages/",
    "deadlines/",
    "my-data/",
    "me/",
    "me/change/contact/",
    "me/change/address/",
    "me/change/languages/",
    "me/change/reach/",
    "me/change/needs/",
    "language/",
    "account/",
    "account/devices/",
    "account/password/",
    "account/confirm/",
)
THEIRS = (
    "",
    "caseload/",
    f"caseload/?month={LAST_MONTH}",
    "stand-ins/",
    "stand-ins/new/",
    "contested/",
    "received-documents/",
    "paper-desk/",
    "paper-desk/print/",
    "registrations/",
    "people/register/",
)
WITH_PAPERS_MISSING = f"insured/?month={LAST_MONTH}&show=papers"
FUNDS = (
    "",
    "insured/",
    WITH_PAPERS_MISSING,
    "form-opening/",
    "form-opening/exception/",
)
HELPERS = ("", "help-log/", "help-log/workshop/", "help-log/report/", f"help-log/report/{LAST_MONTH}/")
WHO = {
    "visitor": (None, PUBLIC),
    "jobseeker": (JOBSEEKERS[0], HERS),
    "counsellor": (COUNSELLOR, THEIRS),
    "fund officer": (OFFICER, FUNDS),
    "helper": (HELPER, HELPERS),
}


def addresses(page, paths):
    """The pages given, and of each kind of thing the first that they lead to: an ad, a receipt, a file."""
    yield from paths
    listings = (
        ("jobs/?q=cook", ".result a"),
        ("caseload/", ".desk-table a"),
        ("who-looked/", "main a[href*=contest]"),
        ("registrations/", "main a[href$='/interview/']"),
        (WITH_PAPERS_MISSING, ".desk-table a"),
    )
    for listing, link in listings:
        if listing in paths:
            page.goto(f"/en/{listing}")
            found = page.locator(link).first.get_attribute("href").removeprefix("/en/")
            yield found
            if listing == WITH_PAPERS_MISSING:
                yield f"{found}missing/"


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("who", WHO)
def test_pages_are_accessible_and_fit_a_small_phone(visit, accessible, who, language):
    persona, paths = WHO[who]
    page = visit(language=language)
    if persona:
        log_in(page, persona)

    for path in list(addresses(page, paths)):
        look_at(page, accessible, path, language)
