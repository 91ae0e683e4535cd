"""What is known about a person: her own page, the office's page, and one page for each thing that can be changed."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.people import presenters, selectors, services
from tandem.identity.people.enums import Section
from tandem.identity.people.forms import FORMS, BeginningForm, DeskForm, SectionForm
from tandem.identity.people.types import Change, Known, PersonSummary

_VERBS: dict[Section, Callable[..., Change]] = {
    Section.IDENTITY: services.change_identity,
    Section.CONTACT: services.change_contact,
    Section.ADDRESS: services.change_address,
    Section.LANGUAGES: services.change_languages,
    Section.REACH: services.change_reach,
    Section.NEEDS: services.change_needs,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin one's own file; whoever has one is led to it."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.person_id is not None and acting.is_own_file:
        return redirect("people:me")
    if acting.capacity is not Capacity.VISITOR or acting.user_id is None:
        raise Hidden
    form = BeginningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.begin_own_file(acting, facts=form.first_facts(), now=now())
        except services.ImpossibleFacts as refusal:
            for name, sentences in refusal.fields.items():
                form.add_error(name if name in form.fields else None, list(sentences))
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your file is begun. Go on with your registration."))
            return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "people/begin.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Begin the file of somebody who comes to the desk, without e-mail, phone or account."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person_id = services.register_at_desk(acting, facts=form.first_facts(), now=now())
        except services.ImpossibleFacts as refusal:
            for name, sentences in refusal.fields.items():
                form.add_error(name if name in form.fields else None, list(sentences))
        else:
            messages.success(request, _("The file is begun. Print the registration on paper; you are in charge."))
            return redirect("people:person", person_id)
    return render(request, "people/register.html", {"form": form})


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What the platform knows about oneself, and who is in charge."""
    moment = now()
    file = _open(request, None)
    person = selectors.person_summary(file)
    context = {
        "person": person,
        "language": presenters.own_name(person.language),
        "blocks": _blocks(file, person),
        "stand_ins": [presenters.stand_in_sentence(line) for line in selectors.stand_ins_of(file, moment)],
        "notices": selectors.notices(file),
    }
    return render(request, "people/me.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The person has read what others changed."""
    services.note_seen(_open(request, None), now=now())
    return redirect("people:me")


@never_cache
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """The same file, for an office, a fund, or a helper whose mandate lets her read it."""
    moment = now()
    file = _open(request, person_id)
    summary = selectors.person_summary(file)
    context = {
        "person": summary,
        "language": presenters.own_name(summary.language),
        "blocks": _blocks(file, summary),
        "shows_numbers": Section.IDENTITY in selectors.sections_shown(file),
        "stand_ins": [presenters.stand_in_sentence(line) for line in selectors.stand_ins_of(file, moment)],
    }
    return render(request, "people/person.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, section: str, person_id: int | None = None) -> HttpResponse:
    """Change one section, of one's own file or, as an office, of somebody else's."""
    file = _open(request, person_id)
    if section not in Section or not selectors.may_change(file, Section(section)):
        raise Hidden
    part = Section(section)
    known = selectors.known(file, part)
    form = FORMS[part](request.POST or None, known=known)
    back = reverse("people:me") if file.is_own_file else reverse("people:person", args=[file.file()])
    context = {"form": form, "section": part, "back_url": back, "is_own": file.is_own_file}
    if request.method == "POST" and form.is_valid():
        try:
            done = _VERBS[part](file, **form.facts(), seen=form.cleaned_data["seen"], now=now())
        except services.ChangedMeanwhile as refusal:
            context["refusal"] = refusal.message
            context["both"] = _both(form, part, refusal.saved)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
        else:
            messages.success(request, _answer(file, done))
            return redirect(back)
    context["person"] = None if file.is_own_file else selectors.person_summary(file)
    return render(request, [f"people/change_{part}.html", "people/change.html"], context)


def _open(request: HttpRequest, person_id: int | None) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if person_id is None:
        return open_own_file(acting, Purpose.PERSONAL_DATA, now=now())
    file = open_file(acting, person_id, Purpose.PERSONAL_DATA, now=now())
    if file.is_own_file:
        raise Hidden  # her own page is another one
    return file


def _way_to_change(file: Acting, section: Section) -> str:
    if not selectors.may_change(file, section):
        return ""
    if file.is_own_file:
        return reverse("people:change", args=[section])
    return reverse("people:change_for", args=[file.file(), section])


def _both(form: SectionForm, section: Section, saved: Known) -> list[tuple[str, str, str]]:
    """What was typed beside what was saved meanwhile: question, typed, saved."""
    language = get_language() or "de"
    typed = presenters.rows_of(section, {**saved.facts, **form.facts()}, language)
    other = dict(presenters.rows_of(section, saved.facts, language))
    form.accept(saved)
    return [(key, value, other.get(key, "")) for key, value in typed]


def _answer(file: Acting, done: Change) -> str:
    if not done.changed:
        return _("Nothing was different, so nothing was changed.")
    if file.is_own_file:
        return _("Your change is saved.")
    if done.told_by is None:
        return _("The change is saved. Tell the person at the desk: there is no other way.")
    return _("The change is saved. The person is told: %(channel)s.") % {"channel": done.told_by.label}


def _blocks(file: Acting, person: PersonSummary) -> list[presenters.Block]:
    sections = selectors.sections_shown(file)
    return presenters.blocks(person, sections, get_language() or "de", lambda section: _way_to_change(file, section))
