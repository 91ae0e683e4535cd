from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tandem.foundation import gallery as samples
from tandem.foundation import icons
from tandem.foundation.authorship import Author
from tandem.foundation.http.waiting.page import waiting_page

LAYOUTS = ("procedure", "desk", "results", "reading", "waiting")


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states."""
    return render(
        request,
        "foundation/gallery/index.html",
        {
            "sample": samples.SampleForm(),
            "colours": samples.COLOURS,
            "icons": sorted(icons.names()),
            "authors": list(Author),
            "layouts": LAYOUTS,
            "day": samples.DAY,
            "moment": samples.MOMENT,
            "amount": samples.AMOUNT,
        },
    )


@login_not_required
def sample(request: HttpRequest, layout: str) -> HttpResponse:
    """One page in the layout asked for; the procedure shows its errors."""
    if layout not in LAYOUTS:
        raise Http404
    if layout == "waiting":
        return waiting_page(request, samples.PLACE)
    context = {
        "procedure": {"form": samples.QuestionForm({}), "step": 2, "steps": 5},
        "desk": {"day": samples.DAY, "rows": range(12)},
        "results": {"filters": samples.FilterForm(), "ads": samples.ADS, "pages_total": 40},
        "reading": {},
    }[layout]
    return render(request, f"foundation/gallery/{layout}.html", context)
