"""How two people meet: her page with the code, his page to type it, her yes, and her proof on his screen."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tandem.assistance.sessions import presenters, selectors, services
from tandem.assistance.sessions.browser import forget, remember
from tandem.assistance.sessions.enums import Side, State, Way
from tandem.assistance.sessions.forms import AreasForm, JoinForm
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import NotAHelper
from tandem.assistance.sessions.views._common import back_to, form_page, in_session, verb
from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.factors.registry import PresenceForm
from tandem.identity.people.selectors import names_of
from tandem.identity.presence_codes.services import ask_letter

_FROM = "assisted_from"


@never_cache
@form_page
def start(request: HttpRequest) -> HttpResponse:
    """The person: what it is about, and where her helper is. Chosen beforehand from the page where she tapped."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF:
        raise Hidden
    if request.method != "POST":
        before = presenters.page_before(request)
        request.session[_FROM] = before
        return _start_page(request, AreasForm(initial={"areas": presenters.areas_of(request, before)}))
    form = AreasForm(request.POST)
    if not form.is_valid():
        return _start_page(request, form)
    way = Way.DISTANCE if request.POST.get("way") == Way.DISTANCE else Way.HER_DEVICE
    try:
        session = services.start(acting, way=way, areas=form.chosen(), now=now())
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return _start_page(request, form)
    remember(request, session.pk)
    return redirect("sessions:waiting")


def _start_page(request: HttpRequest, form: AreasForm) -> HttpResponse:
    return render(request, "sessions/start.html", {"form": form, "way": Way})


@never_cache
@require_safe
@in_session
def waiting(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """The code and its picture; then who wants to join, before anything of hers is shown."""
    if selectors.side_of(session, request.acting) is not Side.PERSON:  # type: ignore[attr-defined]
        return redirect("sessions:watch")
    state = session.state(now())
    if state is State.OPEN:
        return redirect(request.session.get(_FROM) or "homes:home")
    address = request.build_absolute_uri(f"{reverse('sessions:join')}?code={session.code}") if session.code else ""
    context = {
        "session": session,
        "asks": state is State.ASKING,
        "code": presenters.spelled(session.code),
        "picture": presenters.picture_of(address) if address else "",
        "is_distant": session.way == Way.DISTANCE,
        "areas": presenters.area_labels(session),
        **presenters.who(session),
    }
    return render(request, "sessions/waiting.html", context)


@require_POST
@in_session
def accept(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    acting = request.acting  # type: ignore[attr-defined]
    name = presenters.who(session)["helper"]
    done = verb(
        request,
        lambda: services.accept(acting, session_id=session.pk, now=now()),
        _("%(helper)s sees what you do together from now on.") % {"helper": name},
    )
    return redirect((request.session.get(_FROM) or "homes:home") if done else "sessions:waiting")


@require_POST
@in_session
def decline(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    acting = request.acting  # type: ignore[attr-defined]
    if verb(
        request,
        lambda: services.decline(acting, session_id=session.pk, now=now()),
        _("Nobody was let in. Nothing of yours was shown."),
    ):
        forget(request)
    return redirect("homes:home")


@login_not_required
@never_cache
@form_page
def join(request: HttpRequest) -> HttpResponse:
    """The helper types the six digits, or comes with the picture. Whoever is no helper reads how to become one."""
    acting = request.acting  # type: ignore[attr-defined]
    is_helper = acting.capacity is Capacity.HELPER
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            session = services.join(acting, code=form.cleaned_data["code"], now=now())
        except Refusal as refusal:
            form.add_error("code" if is_helper else None, str(refusal.message))
        else:
            remember(request, session.pk)
            return redirect("sessions:watch")
    context = {
        "form": form,
        "is_helper": is_helper,
        "is_visitor": acting.user_id is None,
        "sentence": NotAHelper.message,
        "here": request.get_full_path(),
    }
    return render(request, "sessions/join.html", context)


@never_cache
@form_page
def beside(request: HttpRequest, person_id: int) -> HttpResponse:
    """The helper begins on his own device; the person sits beside him, and proves it on the next page."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if not selectors.may_begin_beside(acting, person_id, now=moment):
        raise Hidden
    form = AreasForm(request.POST or None, initial={"areas": presenters.areas_held(acting, person_id, now=moment)})
    if request.method == "POST" and form.is_valid():
        try:
            session = services.start_beside(acting, person_id=person_id, areas=form.chosen(), now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            remember(request, session.pk)
            return redirect("sessions:presence")
    name = names_of([person_id])[person_id]
    form.fields["areas"].help_text = ""
    context = {
        "form": form,
        "person": name,
        "person_id": person_id,
        "can_prove": selectors.ways_to_prove(person_id)["may_prove"],
    }
    return render(request, "sessions/beside.html", context)


@require_POST
def ask_codes(request: HttpRequest, person_id: int) -> HttpResponse:
    """The helper has a list of codes sent to the person, so that she can show at his screen that she is there."""
    verb(
        request,
        lambda: ask_letter(request.acting, person_id=person_id, now=now()),  # type: ignore[attr-defined]
        _("The list goes to her by letter. You can begin here when she has it. Nobody but her sees the codes."),
    )
    return redirect("sessions:beside", person_id)


@never_cache
@sensitive_post_parameters("code", "credential")
@form_page
@in_session
def presence(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """The person proves that she is there, with a factor of hers: on her own screen, or on the helper's beside her."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if selectors.side_of(session, acting) is not selectors.proves_on(session):
        raise Hidden
    form = PresenceForm(request.POST or None)
    try:
        if "send" in request.POST:
            form = PresenceForm()
            services.send_code(acting, session_id=session.pk, now=moment)
            messages.success(request, _("We have sent a code to the person's phone."))
        elif request.method == "POST" and form.is_valid():
            services.prove_presence(acting, session_id=session.pk, now=moment, **form.cleaned_data)
            messages.success(request, _("Your presence is proved. You can go on together."))
            return back_to(request, session)
    except Refusal as refusal:
        if not form.is_bound:  # a code was asked for: none was typed, and none is missed
            form = PresenceForm({})
            form.empty_permitted = True
        form.refuse(refusal)
    context = {"form": form, **_proof_context(request, session)}
    form.fields["code"].help_text = context["hint"]
    return render(request, "sessions/presence.html", context)


def _proof_context(request: HttpRequest, session: AssistedSession) -> dict[str, Any]:
    ways = selectors.ways_to_prove(session.person_id)
    acting = request.acting  # type: ignore[attr-defined]
    return {
        **ways,
        "options": services.ask_key_of_person(acting, session_id=session.pk, now=now()) if ways["has_key"] else None,
        "is_on_his": selectors.proves_on(session) is Side.HELPER,
        "areas": presenters.area_labels(session),
        "next": request.POST.get("next", request.GET.get("next", "")),
        "session": session,
        **presenters.who(session),
    }
