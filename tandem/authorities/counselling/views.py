"""The counsellor's desk. Her list opens no file; each file is opened through the gate, and the person sees it."""

import dataclasses
import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.authorities.counselling import presenters, selectors
from tandem.authorities.counselling.enums import Show, Sort
from tandem.authorities.counselling.forms import (
    AnswerForm,
    EndForm,
    EntryForm,
    ExemptionForm,
    InterviewForm,
    MeasureForm,
    StandInForm,
    TargetForm,
)
from tandem.eservices.declarations.selectors import incapacities_of, measures_of, notices_received
from tandem.eservices.declarations.services import note_measure, remove_measure
from tandem.eservices.efforts.selectors import entry_of, exemptions_of, filed_proofs, filing_of, target_of
from tandem.eservices.efforts.services import agree_target, note_entry, note_exemption, withdraw_exemption
from tandem.eservices.registration.selectors import is_registered, registration_of
from tandem.eservices.registration.services import cancel_first_interview, end, set_first_interview
from tandem.foundation.clock import day_of, now
from tandem.foundation.http.asked import choice, month_in
from tandem.foundation.months import following, month_of, preceding
from tandem.foundation.refusals import Hidden, Refusal, UnknownValue
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import file_to_act_on, open_file
from tandem.identity.access.types import Acting
from tandem.identity.activation.selectors import entry
from tandem.identity.activation.services import answer_contest
from tandem.identity.people.selectors import counsellor_of, office_team, person_summary, stand_ins_at
from tandem.identity.people.services import assign_counsellor, close_stand_in, set_stand_in
from tandem.identity.people.types import OfficeTeam


def _open(request: HttpRequest, person_id: int, purpose: Purpose = Purpose.EFFORTS) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    # A person may open her own file, but not at this desk.
    if acting.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    return open_file(acting, person_id, purpose, now=now())


@never_cache
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """All files of one month, the day's duties on top."""
    moment = now()
    due_now = preceding(month_of(day_of(moment)))
    month, show, sort, unknown = due_now, Show.ALL, Sort.NAME, None
    try:
        month = month_in(request, due_now)
        show = choice(Show, request, "show", Show.ALL)
        sort = choice(Sort, request, "sort", Sort.NAME)
    except UnknownValue as refusal:
        unknown = refusal
    found = selectors.caseload(
        request.acting,  # type: ignore[attr-defined]
        month=month,
        show=show,
        sort=sort,
        now=moment,
    )
    context = {
        "caseload": found,
        "filters": presenters.filters(found),
        "orders": presenters.orders(found),
        "neighbours": presenters.neighbours(found),
        "duties": presenters.duties(found),
        "unknown": unknown,
    }
    return render(request, "counselling/caseload.html", context, status=400 if unknown else 200)


@never_cache
@require_safe
def efforts(request: HttpRequest, person_id: int, month: datetime.date) -> HttpResponse:
    """What one person filed for one month, read only."""
    acting = _open(request, person_id)
    context = {
        "person": person_summary(acting),
        "month": month,
        "filing": filing_of(acting, month, now=now()),
        "proofs": filed_proofs(acting, month),
        "before": reverse("counselling:efforts", args=[person_id, preceding(month)]),
        "after": reverse("counselling:efforts", args=[person_id, following(month)]),
    }
    return render(request, "counselling/efforts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down how many efforts a month were agreed."""
    acting = _open(request, person_id)
    moment = now()
    form = TargetForm(request.POST or None, today=day_of(moment))
    if request.method == "POST" and form.is_valid():
        try:
            agree_target(
                acting, number=form.cleaned_data["number"], valid_from=form.cleaned_data["valid_from"], now=moment
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The agreement is written down. The person sees it with your name."))
            return redirect("counselling:efforts", person_id, month_of(day_of(moment)))
    context = {
        "form": form,
        "person": person_summary(acting),
        "target": target_of(acting, month_of(day_of(moment))),
        "back_url": reverse("counselling:efforts", args=[person_id, month_of(day_of(moment))]),
    }
    return render(request, "counselling/target.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down days on which no efforts are due, and see those that are."""
    acting = _open(request, person_id)
    form = ExemptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_exemption(acting, **form.facts(), now=now())
        except Refusal as refusal:
            form.add_error("last_day", str(refusal.message))
        else:
            messages.success(request, _("The days are written down. The person sees them with your name."))
            return redirect("counselling:exemption", person_id)
    context = {
        "form": form,
        "person": person_summary(acting),
        "exemptions": exemptions_of(acting),
        "back_url": reverse("counselling:efforts", args=[person_id, month_of(day_of(now()))]),
    }
    return render(request, "counselling/exemption.html", context)


@require_POST
def end_exemption(request: HttpRequest, person_id: int, exemption_id: int) -> HttpResponse:
    """Take days back that were written down by mistake."""
    withdraw_exemption(_open(request, person_id), exemption_id=exemption_id, now=now())
    messages.success(request, _("The days are taken back."))
    return redirect("counselling:exemption", person_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry_days(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down how the person came into unemployment."""
    acting = _open(request, person_id)
    known = entry_of(acting)
    form = EntryForm(request.POST or None, initial=dataclasses.asdict(known) if known else None)
    back = reverse("counselling:efforts", args=[person_id, month_of(day_of(now()))])
    if request.method == "POST" and form.is_valid():
        try:
            note_entry(acting, entry=form.entry(), now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The days are written down. The person sees them."))
            return redirect(back)
    context = {"form": form, "person": person_summary(acting), "back_url": back}
    return render(request, "counselling/entry_days.html", context)


@never_cache
@require_safe
def stand_ins(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom at the office, as far as it concerns the reader; all of it for a manager."""
    moment = now()
    team = office_team(request.acting, moment)  # type: ignore[attr-defined]
    return render(request, "counselling/stand_ins.html", {"lines": stand_ins_at(team, moment)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_stand_in(request: HttpRequest) -> HttpResponse:
    """A colleague looks after all files of somebody."""
    team = office_team(request.acting, now())  # type: ignore[attr-defined]
    return _set_stand_in(request, request.acting, team, away=team.may_arrange)  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in_for_file(request: HttpRequest, person_id: int) -> HttpResponse:
    """A colleague looks after one file."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    team = office_team(acting, now())
    file = open_file(acting, person_id, Purpose.ASSIGNMENT, now=now())
    away = team.may_arrange & {counsellor_of(file)}
    if not away:
        raise Hidden
    return _set_stand_in(request, file, team, away=away)


@require_POST
def end_stand_in(request: HttpRequest, stand_in_id: int) -> HttpResponse:
    """End it before its day."""
    close_stand_in(request.acting, stand_in_id=stand_in_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("The stand-in has ended. The colleague cannot open these files any more."))
    return redirect("counselling:stand_ins")


@never_cache
@require_safe
def contested(request: HttpRequest) -> HttpResponse:
    """What the persons of the caseload say is wrong in their files."""
    lines = selectors.contested_entries(request.acting, now=now())  # type: ignore[attr-defined]
    return render(request, "counselling/contested.html", {"lines": lines})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, person_id: int, entry_id: int) -> HttpResponse:
    """Tell a person what was done about an entry that she contests."""
    file = _open(request, person_id, Purpose.PERSONAL_DATA)
    row = entry(file, entry_id)
    if row is None or not row.reason:
        raise Hidden
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_contest(file, entry_id=entry_id, answer=form.cleaned_data["answer"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The person reads your answer beside her entry."))
            return redirect("counselling:contested")
    context = {"form": form, "entry": row, "person": person_summary(file)}
    return render(request, "counselling/answer.html", context)


@never_cache
@require_safe
def incapacity(request: HttpRequest, person_id: int) -> HttpResponse:
    """What one person reported of days on which she could not work."""
    file = _open(request, person_id, Purpose.INCAPACITY)
    context = {
        "person": person_summary(file),
        "spells": incapacities_of(file),
        "filings": notices_received(file),
        "back_url": reverse("people:person", args=[person_id]),
    }
    return render(request, "declarations/incapacity_received.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def measures(request: HttpRequest, person_id: int) -> HttpResponse:
    """Measures that one person takes part in, and one more: her monthly form then knows it."""
    file = _open(request, person_id, Purpose.PERSONAL_DATA)
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_measure(file, **form.cleaned_data, now=now())
        except Refusal as refusal:
            form.add_error("to_day", str(refusal.message))
        else:
            messages.success(request, _("The measure is noted. The person's monthly form will know it."))
            return redirect("counselling:measures", person_id)
    context = {"form": form, "person": person_summary(file), "measures": measures_of(file)}
    return render(request, "counselling/measures.html", context)


@require_POST
def end_measure(request: HttpRequest, person_id: int, measure_id: int) -> HttpResponse:
    """Take away a measure that does not take place."""
    remove_measure(_open(request, person_id, Purpose.PERSONAL_DATA), measure_id=measure_id, now=now())
    messages.success(request, _("The measure is removed."))
    return redirect("counselling:measures", person_id)


@never_cache
@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Who registered at the office and waits for the first interview."""
    lines = selectors.new_registrations(request.acting, now=now())  # type: ignore[attr-defined]
    return render(request, "counselling/registrations.html", {"lines": lines})


@require_POST
def take_charge(request: HttpRequest, person_id: int) -> HttpResponse:
    """The counsellor at the keyboard becomes this person's."""
    own = office_team(request.acting, now()).own  # type: ignore[attr-defined]
    file = file_to_act_on(request.acting, person_id, Purpose.ASSIGNMENT, now=now())  # type: ignore[attr-defined]
    assign_counsellor(file, membership_id=own, now=now())
    messages.success(request, _("You are in charge now. Set the first interview."))
    return redirect("counselling:interview", person_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say when the first interview takes place."""
    file = _open(request, person_id, Purpose.REGISTRATION)
    registration = registration_of(file)
    if registration is None:
        raise Hidden
    form = InterviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_first_interview(file, registration_id=registration.pk, at=form.moment(), now=now())
        except Refusal as refusal:
            form.add_error("day", str(refusal.message))
        else:
            messages.success(request, _("The first interview is set. The person is told."))
            return redirect("counselling:registrations")
    context = {
        "form": form,
        "person": person_summary(file),
        "registration": registration,
        "is_ahead": registration.interview_at is not None and registration.interview_at > now(),
    }
    return render(request, "counselling/interview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_interview(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask once, then cancel the interview; the registration goes on."""
    file = _open(request, person_id, Purpose.REGISTRATION)
    registration = registration_of(file)
    if registration is None:
        raise Hidden
    if request.method == "POST":
        try:
            cancel_first_interview(file, registration_id=registration.pk, now=now())
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
        else:
            messages.success(request, _("The interview is cancelled. The person is told. Set a new day soon."))
        return redirect("counselling:registrations")
    if registration.interview_at is None or registration.interview_at <= now():
        raise Hidden
    context = {
        "person": person_summary(file),
        "registration": registration,
        "interview_url": reverse("counselling:interview", args=[person_id]),
    }
    return render(request, "counselling/cancel_interview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_registration(request: HttpRequest, person_id: int) -> HttpResponse:
    """The person needs the office no more: her registration ends, and she is told."""
    file = _open(request, person_id, Purpose.REGISTRATION)
    registration = registration_of(file)
    if registration is None and not is_registered(person_id):
        raise Hidden
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end(file, registration_id=registration.pk if registration else None, **form.facts(), now=now())
        except Refusal as refusal:
            form.add_error("ended_on", str(refusal.message))
        else:
            messages.success(request, _("The registration has ended. The person is told, and may register again."))
            return redirect("counselling:caseload")
    registered_on = registration.registered_on if registration else None
    context = {"form": form, "person": person_summary(file), "registered_on": registered_on}
    return render(request, "counselling/end_registration.html", context)


def _set_stand_in(request: HttpRequest, acting: Acting, team: OfficeTeam, *, away: frozenset[int]) -> HttpResponse:
    form = StandInForm(request.POST or None, team=team, away=away, initial={"counsellor_id": team.own})
    if request.method == "POST" and form.is_valid():
        try:
            set_stand_in(acting, **form.facts(), now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The stand-in is set. It ends by itself."))
            return redirect("counselling:stand_ins")
    person = person_summary(acting) if acting.purpose else None
    context = {"form": form, "person": person, "back_url": reverse("counselling:stand_ins")}
    return render(request, "counselling/stand_in.html", context)
