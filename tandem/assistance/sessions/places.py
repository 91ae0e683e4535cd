"""Where somebody is: the part of an address that is the same in all languages, "efforts/2026-11/"."""

import contextlib

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language

from tandem.foundation import pages, shared_pages
from tandem.foundation.shared_pages import Text

FORMS = "procedures"
# Beyond that a query is no search that somebody typed.
LONGEST_QUERY = 500


def where(request: HttpRequest) -> str:
    """The page of this request; empty for one that has no address of its own."""
    match = request.resolver_match
    if match is None or (match.namespace == FORMS and "draft_id" not in match.kwargs):
        return ""
    known = shared_pages.page(match.view_name)
    return pages.bare(reverse(known.view if known else match.view_name, kwargs=match.kwargs))


def with_query(request: HttpRequest, page: str) -> str:
    """The same with what was searched for, where everybody may read the answer."""
    match = request.resolver_match
    known = shared_pages.page(match.view_name) if match else None
    query = request.GET.urlencode() if request.method == "GET" and known and known.is_public else ""
    return f"{page}?{query}" if query and len(query) <= LONGEST_QUERY else page


def step_of(draft_id: int, step: str) -> str:
    """The page of a form on which a question stands."""
    return pages.bare(reverse("procedures:step", args=[draft_id, step]))


def match_of(page: str) -> ResolverMatch | None:
    """What stands at a page; None for nothing."""
    try:
        return resolve(address(page).partition("?")[0])
    except Resolver404:
        return None


def address(page: str) -> str:
    """The page in the reader's language."""
    return pages.in_language(f"/de/{page}", get_language() or "de")


def title_of(page: str) -> Text:
    """What a page is called; empty for a form of the engine, which each question belongs to."""
    match = match_of(page)
    known = shared_pages.page(match.view_name) if match else None
    return known.title if known else ""


def seen_by_helper(request: HttpRequest, person_id: int, page: str) -> str:
    """The address at which a helper has what she has before her; empty where there is none for him."""
    match = match_of(page)
    known = shared_pages.page(match.view_name) if match else None
    if match is None or known is None:
        return ""
    for named in ({**match.kwargs}, {}):
        with contextlib.suppress(NoReverseMatch):  # a list of his may stand for one thing of hers
            if known.of_person:
                return reverse(known.of_person, kwargs={"person_id": person_id, **named})
    return address(page) if known.is_public and known.is_public(request, match.kwargs) else ""
