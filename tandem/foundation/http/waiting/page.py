"""What somebody reads who waits. Needs no database, no session, no neighbour: they are what there is too little of."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import translation

from tandem.foundation.http.waiting import pace
from tandem.foundation.http.waiting.room import Place

STILL = "waiting"  # the parameter of a page that does not load again by itself


def waiting_page(request: HttpRequest, place: Place) -> HttpResponse:
    """Her place and how long about. Asks again by a header: no script, and no page that a reader cannot stop."""
    again = pace.look_again_in(place.seconds)
    minutes, seconds = pace.told(place.seconds or 0.0)
    is_still = STILL in request.GET
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        text = get_template("foundation/waiting.html").render(
            {
                "language": language,
                "place": place.place,
                "is_placed": place.number > 0,
                "is_known": place.seconds is not None,
                "minutes": minutes,
                "seconds": seconds,
                "again": again,
                "is_still": is_still,
                "here": address(request),
                "still": address(request, still=True),
                "stylesheet": _static("foundation/tandem.css"),
                "mark": _static("foundation/mark.svg"),
            }
        )
    response = HttpResponse(text, headers={"Cache-Control": "no-store", "Content-Language": language})
    # Django's own middleware, which says it on other pages, is not asked here. Without it the connection ends, and a
    # queue of thousands opens a new one at each look.
    response["Content-Length"] = str(len(response.content))
    if not is_still:
        response["Refresh"] = str(again)
    return response


def address(request: HttpRequest, *, still: bool = False) -> str:
    """Where she wants to go; `still`: the same, but its waiting page does not load again by itself."""
    kept = request.GET.copy()
    kept.pop(STILL, None)
    if still:
        kept[STILL] = "still"
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def _static(name: str) -> str:
    try:
        return static(name)
    except ValueError:  # the collected files are missing: the page stands without its clothes
        return ""
