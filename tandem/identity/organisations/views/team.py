"""The pages of an organisation and its team, for its members; what its manager may change, for her."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import day_of, now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.organisations import presenters, selectors, services
from tandem.identity.organisations.forms import EndForm, InvitationForm, RoleForm
from tandem.identity.organisations.rules import team_due_on

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """On to the organisation in whose name one acts."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.organisation_id is None:
        raise Hidden
    return redirect(_team_url(acting.organisation_id))


@never_cache
@require_safe
def team(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Who works here, who is invited, what happened."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    organisation = selectors.organisation_for(acting, organisation_id, now=moment)
    manages = selectors.may_manage(acting, organisation, now=moment)
    page = selectors.history(acting, organisation, page=request.GET.get("page", 1))
    state = selectors.state_of_team(organisation, on=day_of(moment))
    context = {
        "organisation": organisation,
        "facts": presenters.facts(organisation),
        "licences": selectors.licences(organisation),
        "members": selectors.team(organisation, on=day_of(moment)),
        "manages": manages,
        "is_own": acting.organisation_id == organisation.pk,
        "runs_the_platform": selectors.runs_the_platform(acting),
        "invitations": selectors.open_invitations(organisation, now=moment) if manages else [],
        "state": state,
        "state_colour": presenters.TEAM_COLOURS[state] if state else "",
        "due_on": team_due_on(organisation.team_confirmed_on),
        "page": page,
        "history": presenters.history_lines(page),
    }
    return render(request, "organisations/team.html", context)


@never_cache
@form_page
def confirm_team(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Every three months: who still works here?"""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    organisation = selectors.confirmable_organisation(acting, organisation_id, now=moment)
    if request.method == "POST":
        seen = {int(value) for value in request.POST.getlist("seen") if value.isdecimal()}
        try:
            services.confirm_team(acting, organisation_id=organisation_id, seen=seen, now=moment)
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
        else:
            messages.success(request, _("Your team is confirmed. We ask again in three months."))
            return redirect(_team_url(organisation_id))
    members = selectors.team(organisation, on=day_of(moment))
    context = {"organisation": organisation, "members": members, "back_url": _team_url(organisation_id)}
    return render(request, "organisations/confirm_team.html", context)


@never_cache
@form_page
def invite(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Offer somebody a place in the team. A code is shown once, on the page that answers, and kept nowhere."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    organisation = selectors.managed_organisation(acting, organisation_id, now=moment)
    form = InvitationForm(request.POST or None, organisation=organisation)
    context = {"organisation": organisation, "form": form, "back_url": _team_url(organisation_id)}
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.invite(acting, organisation_id=organisation_id, **form.cleaned_data, now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return render(request, "organisations/invited.html", {**context, **form.cleaned_data, "issued": issued})
    return render(request, "organisations/invite.html", context)


@require_POST
def withdraw(request: HttpRequest, organisation_id: int, invitation_id: int) -> HttpResponse:
    """An invitation is taken back."""
    acting = request.acting  # type: ignore[attr-defined]
    services.withdraw_invitation(acting, organisation_id=organisation_id, invitation_id=invitation_id, now=now())
    messages.success(request, _("The invitation does not count any more."))
    return redirect(_team_url(organisation_id))


@never_cache
@form_page
def member(request: HttpRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """One member of the team: what she may do, and the ways to change it."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    organisation, one = selectors.member_for(acting, organisation_id, membership_id, now=moment)
    form = RoleForm(request.POST or None, initial={"role": one.role})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_role(acting, membership_id=membership_id, role=form.cleaned_data["role"], now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your change is saved."))
            return redirect(_team_url(organisation_id))
    context = {"organisation": organisation, "member": one, "form": form, "back_url": _team_url(organisation_id)}
    return render(request, "organisations/member.html", context)


@never_cache
@form_page
def end(request: HttpRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """Somebody leaves."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    organisation, one = selectors.member_for(acting, organisation_id, membership_id, now=moment)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.ends_before(day_of(moment))
        try:
            services.end_membership(acting, membership_id=membership_id, ends_before=day, now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The end of the membership is saved. What it opened is closed with it."))
            # Whoever left at once sees the team no more.
            return redirect("homes:home") if acting.user_id == one.user_id else redirect(_team_url(organisation_id))
    context = {"organisation": organisation, "member": one, "form": form, "back_url": _team_url(organisation_id)}
    return render(request, "organisations/end.html", context)


@require_POST
def wake(request: HttpRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """Somebody whose access rests helps again."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    selectors.member_for(acting, organisation_id, membership_id, now=moment)
    try:
        services.wake_membership(acting, membership_id=membership_id, now=moment)
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("This access is in use again."))
    return redirect(_team_url(organisation_id))


def _team_url(organisation_id: int) -> str:
    return reverse("organisations:team", args=[organisation_id])
