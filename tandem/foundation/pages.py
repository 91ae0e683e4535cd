"""Addresses of pages: the same page in another language, the other pages of a list."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest

GAP = None


def in_language(address: str, code: str) -> str:
    """This path and query in another language. No address of ours says more than its prefix in words of a language."""
    return f"/{code}{beyond(address)}"


def beyond(address: str) -> str:
    """What follows the language in a path with its query: "/efforts/?page=2"; "/" where there is none."""
    parts = urlsplit(address)
    first, slash, rest = parts.path.lstrip("/").partition("/")
    if first not in dict(settings.LANGUAGES):
        return "/"
    return urlunsplit(("", "", f"{slash}{rest}", parts.query, parts.fragment))


def bare(address: str) -> str:
    """What an address says in every language: "efforts/2026-11/"; empty for one that belongs to none."""
    first, _slash, rest = address.lstrip("/").partition("/")
    return rest if first in dict(settings.LANGUAGES) else ""


def place(url: str, path: str) -> str:
    """Where the reader of `path` is, seen from an entry of the menu: on its "page", "below" it, or elsewhere ("")."""
    first_page = url.count("/") <= 2  # every page lies below it: it is marked only on itself
    if path == url:
        return "page"
    return "below" if not first_page and path.startswith(url) else ""


def around(number: int, total: int) -> list[int | None]:
    """The page numbers worth a link: first, last, the neighbours; GAP where some are left out.

    around(6, 40) is [1, GAP, 5, 6, 7, GAP, 40]. A gap of one page is that page.
    """
    kept = sorted({1, total, *range(max(1, number - 1), min(total, number + 1) + 1)})
    shown: list[int | None] = []
    for before, page in zip([0, *kept], kept, strict=False):
        if page - before == 2:
            shown.append(before + 1)
        elif page - before > 2:
            shown.append(GAP)
        shown.append(page)
    return shown


def links(request: HttpRequest, *, number: int, total: int, parameter: str) -> dict[str, Any]:
    """What the pagination shows: previous, next and numbered links that keep the rest of the query."""

    def url(page: int) -> str:
        query = request.GET.copy()
        query[parameter] = str(page)
        return f"?{query.urlencode()}"

    return {
        "several": total > 1,
        "number": number,
        "total": total,
        "previous": url(number - 1) if number > 1 else "",
        "next": url(number + 1) if number < total else "",
        "items": [{"page": page, "url": url(page) if page else ""} for page in around(number, total)],
    }
