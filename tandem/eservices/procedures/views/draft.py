"""The pages of an open form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tandem.eservices.procedures import presenters, selectors, services
from tandem.eservices.procedures.forms import FileForm
from tandem.eservices.procedures.papers import asked_by
from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.selectors import Sheet
from tandem.eservices.procedures.sending import Sent, only_unread, read
from tandem.eservices.procedures.types import Saved, Step, StepForm
from tandem.eservices.procedures.views._common import draft_page, form_page, goes_on
from tandem.foundation import slots
from tandem.foundation.clock import now
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.factors.registry import signs
from tandem.identity.factors.services import ask_signature, send_signed


def _sheet(request: HttpRequest, draft_id: int) -> Sheet:
    return selectors.draft_of(request.acting, draft_id, now=now())  # type: ignore[attr-defined]


def _step(sheet: Sheet, key: str) -> Step:
    step = next((step for step in sheet.steps if step.key == key), None)
    if step is None:
        raise Hidden
    return step


def _leave(sheet: Sheet) -> HttpResponse:
    if sheet.file.is_own_file:
        return redirect("procedures:mine")
    draft = sheet.draft
    return redirect("procedures:start_for", draft.person_id, draft.key, *([draft.subject] if draft.subject else []))


@draft_page
@require_safe
def resume(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The address of a form that is begun, whatever is answered in it."""
    return goes_on(_sheet(request, draft_id), is_change="change" in request.GET)


@draft_page
@form_page
def step(request: HttpRequest, draft_id: int, step_key: str) -> HttpResponse:
    """One page of questions. What is right is kept even when something else on the page is not."""
    sheet = _sheet(request, draft_id)
    step = _step(sheet, step_key)
    if request.method != "POST":
        form = step.form(answers=sheet.answers, context=sheet.context, initial=sheet.on_page(step))
        return _page(request, sheet, step, form)
    sent = read(request.POST, step, sheet)
    saved = services.save_answers(
        sheet.file, draft_id=draft_id, values=sent.values, seen=sent.seen, now=now(), sheet=sheet
    )
    return _after(request, sheet, step, sent, saved)


def _after(request: HttpRequest, sheet: Sheet, step: Step, sent: Sent, saved: Saved) -> HttpResponse:
    if saved.conflicts:
        context = {
            "choices": presenters.choices(step, saved.conflicts),
            "carried": presenters.carried(request.POST, saved.conflicts),
            **_place(sheet, step),
        }
        return render(request, "procedures/conflict.html", context)
    if sent.leaves and not sent.unread:
        messages.success(request, _("Your answers are kept. You can go on at any time, on any device."))
        return _leave(sheet)
    if sent.leaves:
        messages.warning(request, _("All else on this page is kept. Correct what is marked, or empty it, then leave."))
        return _page(request, sheet, step, only_unread(sent), saved)
    if sent.stays or sent.form.errors:
        return _page(request, sheet, step, sent.form, saved)
    # What was just written may open or close pages: the draft is read again where it leads.
    if "back_to_check" in request.POST:
        return redirect("procedures:check", sheet.draft.pk)
    return redirect(_next(sheet, step, sent))


def _next(sheet: Sheet, step: Step, sent: Sent) -> str:
    answers = {**sheet.answers, **dict.fromkeys(sent.form.left_out), **sent.values}
    keys = [one.key for one in sheet.procedure.steps_for(answers)]
    later = keys[keys.index(step.key) + 1 :] if step.key in keys else []
    draft_id = sheet.draft.pk
    if later:
        return reverse("procedures:step", args=[draft_id, later[0]])
    return reverse(f"procedures:{'documents' if asked_by(sheet.procedure, answers) else 'check'}", args=[draft_id])


def _page(request: HttpRequest, sheet: Sheet, step: Step, form: StepForm, saved: Saved | None = None) -> HttpResponse:
    rows = presenters.questions(sheet, step, form)
    revisions = saved.revisions if saved else {}
    context = {
        "form": form,
        "rows": [(row, revisions.get(row.field.name, row.seen)) for row in rows],
        "one_step": step,
        "back_to_check": "change" in request.GET or "back_to_check" in request.POST,
        **_place(sheet, step),
    }
    return render(request, "procedures/step.html", context)


def _place(sheet: Sheet, step: Step) -> dict[str, Any]:
    """Where the page stands among the others; the last look is one of them."""
    keys = [one.key for one in sheet.steps]
    number = keys.index(step.key) + 1
    draft = sheet.draft
    return {
        "sheet": sheet,
        "draft": draft,
        "heading": presenters.heading(sheet.procedure, draft.subject, is_hers=sheet.file.is_own_file),
        "step": number,
        "steps": len(keys) + 1 + bool(sheet.asked_documents),
        "step_title": str(step.title),
        "action": reverse("procedures:step", args=[draft.pk, step.key]),
        "back_url": reverse("procedures:step", args=[draft.pk, keys[number - 2]])
        if number > 1
        else reverse("procedures:mine")
        if sheet.file.is_own_file
        else "",
    }


@draft_page
@require_POST
def keep(request: HttpRequest, draft_id: int, step_key: str) -> JsonResponse:
    """One answer, kept as soon as it is given: a comfort of the script. The page's own button keeps all the same."""
    sheet = _sheet(request, draft_id)
    step = _step(sheet, step_key)
    sent = read(request.POST, step, sheet, only=request.POST.get("field", ""))
    saved = services.save_answers(
        sheet.file, draft_id=draft_id, values=sent.values, seen=sent.seen, now=now(), sheet=sheet
    )
    return JsonResponse(
        {"kept": {name: saved.revisions[name] for name in sent.values}}
        if not saved.conflicts
        else {"message": _("This answer was changed elsewhere meanwhile. Save the page to choose which one holds.")}
    )


@draft_page
@form_page
@signs
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Everything once more, what follows from it, and the button that files it: signed, in a session."""
    moment, acting = now(), request.acting  # type: ignore[attr-defined]
    # To file, the verb reads the form itself, once it is locked.
    sheet = None if request.method == "POST" else _sheet(request, draft_id)
    file = sheet.file if sheet else selectors.file_of_draft(acting, draft_id, now=moment)
    signature = None if file.is_in_place else ask_signature(file, now=moment)
    form = FileForm(request.POST or None, signature=signature)
    filing = send_signed(
        file,
        lambda signed: services.file(
            signed,
            draft_id=draft_id,
            seen=form.cleaned_data["seen"],
            late_reason=form.cleaned_data["late_reason"],
            language=Language(get_language() or "de"),
            now=moment,
        ),
        request=request,
        form=form,
        now=moment,
        raising=AlreadyFiled,
    )
    if filing:
        return redirect("procedures:filing", filing.receipt.number)
    return _check_page(request, sheet or _sheet(request, draft_id), form)


def _check_page(request: HttpRequest, sheet: Sheet, form: FileForm) -> HttpResponse:
    review = selectors.compose(sheet)
    missing = presenters.missing(sheet)
    blocked = any(found.blocking for found in sheet.contradictions)
    steps = len(sheet.steps) + 1 + bool(sheet.asked_documents)
    documents_missing = presenters.blocked_by(sheet)
    facts = {"draft_id": sheet.draft.pk, "has": sheet.person.has}

    def note(step: str, field: str) -> str:
        return slots.render("procedures.answer", request, step=step, field=field, **facts)

    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "form": form,
        "review": review,
        "heading": presenters.heading(sheet.procedure, sheet.draft.subject, is_hers=sheet.file.is_own_file),
        "sections": presenters.read_sections(sheet, review.sections, note),
        "missing": missing,
        "may": selectors.may_file(sheet.file),
        "documents_missing": documents_missing,
        "ready": not missing and not blocked and not documents_missing,
        "is_late": presenters.is_late(sheet),
        "step": steps,
        "steps": steps,
        "step_title": _("Check your answers"),
        "back_url": reverse("procedures:documents", args=[sheet.draft.pk])
        if sheet.asked_documents
        else reverse("procedures:step", args=[sheet.draft.pk, sheet.steps[-1].key]),
    }
    return render(request, "procedures/check.html", context)


@draft_page
@require_POST
def ask(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Whoever may not send alone asks the person to."""
    sheet = _sheet(request, draft_id)
    try:
        services.ask_confirmation(sheet.file, draft_id=draft_id, seen=request.POST.get("seen", ""), now=now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("procedures:check", draft_id)
    messages.success(request, _("The form is ready. The person finds it among her forms and files it there."))
    return _leave(sheet)


@draft_page
@require_safe
def history(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who wrote what, and when."""
    sheet = _sheet(request, draft_id)
    rows = presenters.history(selectors.history_of(sheet.file, draft_id), sheet.procedure)
    context = {
        "rows": rows,
        "heading": presenters.heading(sheet.procedure, sheet.draft.subject, is_hers=sheet.file.is_own_file),
        "back_url": reverse("procedures:resume", args=[draft_id]),
    }
    return render(request, "procedures/history.html", context)


@draft_page
@form_page
def remove(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Ask once, then remove a form that was not sent: for the person alone, whoever else has written in it."""
    sheet = _sheet(request, draft_id)
    if not sheet.file.is_own_file:
        raise Hidden
    if request.method == "POST":
        services.discard_draft(sheet.file, draft_id=draft_id, now=now())
        messages.success(request, _("The form is removed. Nothing was sent."))
        return _leave(sheet)
    context = {
        "heading": presenters.heading(sheet.procedure, sheet.draft.subject, is_hers=sheet.file.is_own_file),
        "back_url": reverse("procedures:resume", args=[draft_id]),
    }
    return render(request, "procedures/remove.html", context)
