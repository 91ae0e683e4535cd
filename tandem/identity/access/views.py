from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access import contests as verbs
from tandem.identity.access import letter, presenters, selectors
from tandem.identity.access.enums import Purpose
from tandem.identity.access.forms import AnswerForm, ContestForm
from tandem.identity.access.middleware import HAT, hats_of
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting


@never_cache
@require_safe
def who_looked(request: HttpRequest) -> HttpResponse:
    """What others did in one's own file; on the first page, on top, what the person contested and the answers."""
    file = _own(request)
    page = selectors.visits(file, page=request.GET.get("page", 1))
    contested = [] if page.has_previous() else selectors.contested_visits(file, now=now())
    shown = {"page": page, "days": presenters.by_day(page), "contested": presenters.by_day(contested)}
    return render(request, "access/who_looked.html", shown)


@never_cache
@require_safe
def who_looked_letter(request: HttpRequest) -> HttpResponse:
    """The same as a letter, in the language of the page, for whoever reads on paper."""
    content = letter.who_looked(_own(request), now=now())
    return download(content, "tandem-who-looked.pdf")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The person says that a visit was wrong."""
    file = _own(request)
    entry = selectors.visit(file, entry_id)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.contest_visit(file, entry_id=entry_id, reason=form.cleaned_data["reason"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("You have contested this visit. You read the answer here."))
            return redirect("access:who_looked")
    return render(request, "access/contest.html", {"form": form, "days": presenters.by_day([entry])})


@never_cache
@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """The contested visits that the actor's organisation has to answer: when and by whom; what, once opened."""
    if not selectors.answers_contests(_acting(request)):
        raise Hidden
    waiting = selectors.contests_to_answer(_acting(request), now=now())
    return render(request, "access/contests.html", {"waiting": presenters.contest_lines(waiting)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, contest_id: int) -> HttpResponse:
    """One contested visit: what the person says, and the answer to her."""
    found = selectors.contests_to_answer(_acting(request), now=now()).filter(pk=contest_id).first()
    if found is None:
        raise Hidden
    open_file(_acting(request), found.entry.person_id, Purpose.CONTEST, now=now())
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.answer_contest(_acting(request), contest_id=contest_id, answer=form.cleaned_data["answer"], now=now())
        messages.success(request, _("Your answer is sent. The person reads it beside the visit."))
        return redirect("access:contests")
    (line,) = presenters.contest_lines([found])
    return render(request, "access/answer.html", {"form": form, "line": line, "contest": found})


@require_POST
def choose_hat(request: HttpRequest) -> HttpResponse:
    """Act as something else from now on, among what the account may be."""
    chosen = request.POST.get("hat")
    if chosen not in {hat.hat for hat in hats_of(request)}:
        raise Hidden
    request.session.cycle_key()  # who may do other things than before: a key that somebody read opens nothing
    request.session[HAT] = chosen
    # The page left behind may not exist under the new hat.
    return redirect("homes:home")


def _acting(request: HttpRequest) -> Acting:
    return request.acting  # type: ignore[attr-defined]


def _own(request: HttpRequest) -> Acting:
    return open_own_file(_acting(request), Purpose.WHO_LOOKED, now=now())
