"""What a structure sees of its help, and what everybody sees of the platform's."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.assistance.helplog import presenters, rules, selectors, services
from tandem.assistance.helplog.forms import AbsenceForm
from tandem.assistance.second_look.selectors import counted
from tandem.foundation.clock import day_of, now, start_of
from tandem.foundation.http.downloads import download
from tandem.foundation.months import following, month_of, preceding
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.organisations.selectors import may_manage, team


@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """To the last complete month: the one that a service contract asks for."""
    if request.acting.capacity is not Capacity.HELPER:  # type: ignore[attr-defined]
        raise Hidden
    return redirect("helplog:report", preceding(month_of(day_of(now()))))


@never_cache
@require_safe
def report(request: HttpRequest, month: datetime.date) -> HttpResponse:
    found = selectors.report(request.acting, month=month, now=now())  # type: ignore[attr-defined]
    context = {"report": presenters.report(found), "day": month, "months": selectors.reported_months(now=now())}
    return render(request, "helplog/report.html", context)


@never_cache
@require_safe
def report_csv(request: HttpRequest, month: datetime.date) -> HttpResponse:
    found = selectors.report(request.acting, month=month, now=now())  # type: ignore[attr-defined]
    return download(presenters.as_csv(found), f"help-{month:%Y-%m}.csv", "text/csv; charset=utf-8")


@never_cache
@require_safe
def report_pdf(request: HttpRequest, month: datetime.date) -> HttpResponse:
    moment = now()
    found = selectors.report(request.acting, month=month, now=moment)  # type: ignore[attr-defined]
    return download(presenters.as_pdf(found, made_at=moment), f"help-{month:%Y-%m}.pdf")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Who of the team is away, who stands in; a helper says it of herself, her manager of everybody."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    structure = selectors.structure_of_helper(acting, now=moment)
    everybody = {member.user_id: member.name for member in team(structure, on=day_of(moment))}
    manages = may_manage(acting, structure, now=moment)
    hers = {acting.user_id: everybody[acting.user_id]}
    helpers = {**hers, **everybody} if manages else hers
    form = AbsenceForm(request.POST or None, helpers=helpers, team=everybody, today=day_of(moment))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.say_absence(
                acting,
                helper_id=said["helper"],
                starts_on=said["starts_on"],
                last_day=said["last_day"],
                stand_in_id=said["stand_in"],
                now=moment,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The absence is noted. Your team sees it."))
            return redirect("helplog:absences")
    lines = selectors.absences(acting, now=moment)
    context = {"form": form, "lines": lines, "may_end": set(helpers)}
    return render(request, "helplog/absences.html", context)


@require_POST
def end_absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    services.end_absence(request.acting, absence_id=absence_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("The absence has ended."))
    return redirect("helplog:absences")


@login_not_required
@require_safe
def screens(request: HttpRequest) -> HttpResponse:
    """The platform's own debt: which of its screens make help necessary."""
    moment = now()
    first, last = selectors.public_period(now=moment)
    context = {
        "lines": selectors.screens_by_help(now=moment),
        "looks": counted(since=start_of(first), until=start_of(following(last))),
        "first": first,
        "last": last,
        "small": rules.SMALL,
    }
    return render(request, "helplog/screens.html", context)
