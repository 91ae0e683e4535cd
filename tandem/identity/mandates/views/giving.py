"""Giving a mandate: who, what, how far, how long, one question a page. The answers wait in the session."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates import selectors, services
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.forms import AreasForm, CodeForm, DurationForm, ReachForm
from tandem.identity.mandates.types import Found, Terms
from tandem.identity.mandates.views.own import own

_DRAFT = "mandates.draft"
_STEPS = 5  # the last one is the text and the consent


@method_decorator(never_cache, name="dispatch")
class Give(View):
    """One question; whoever skips one before it begins again. What the session says is checked by the verb."""

    step: int
    title: str | Promise
    back: str
    next: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.moment = now()
        self.file = own(request, self.moment)
        self.draft: dict[str, Any] = request.session.get(_DRAFT, {})
        self.found = selectors.helper_with_code(self.draft.get("code", ""), now=self.moment)
        if not self.is_ready():
            return redirect("mandates:give")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, self.form(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                return self.take(request, form)
            except Refusal as refusal:
                form.add_error(None, str(refusal.message))
        return self.show(request, form)

    def show(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        context = {
            "form": form,
            "found": self.found,
            "step": self.step,
            "steps": _STEPS,
            "step_title": self.title,
            "back": self.back,
        }
        return render(request, "mandates/give.html", context)

    def keep(self, request: HttpRequest, **answers: Any) -> HttpResponse:
        request.session[_DRAFT] = {**self.draft, **answers}
        return redirect(self.next)

    def is_ready(self) -> bool:
        return self.found is not None

    @property
    def helper(self) -> Found:
        if self.found is None:
            raise ValueError("no helper was found: is_ready comes first")
        return self.found

    def form(self, data: Any) -> Any:
        raise NotImplementedError

    def take(self, request: HttpRequest, form: Any) -> HttpResponse:
        raise NotImplementedError


class Who(Give):
    step, title, back, next = 1, _("Your helper"), "mandates:mine", "mandates:give_what"

    def is_ready(self) -> bool:
        return True

    def form(self, data: Any) -> CodeForm:
        return CodeForm(data, initial={"code": self.draft.get("code", "")})

    def take(self, request: HttpRequest, form: CodeForm) -> HttpResponse:
        services.find_helper(self.file, code=form.cleaned_data["code"], now=self.moment)
        self.draft = {}
        return self.keep(request, code=form.cleaned_data["code"])


class What(Give):
    step, title, back, next = 2, _("What"), "mandates:give", "mandates:give_how_far"

    def form(self, data: Any) -> AreasForm:
        return AreasForm(data, initial={"areas": self.draft.get("areas", [])})

    def take(self, request: HttpRequest, form: AreasForm) -> HttpResponse:
        return self.keep(request, areas=form.cleaned_data["areas"])


class HowFar(Give):
    step, title, back, next = 3, _("How far"), "mandates:give_what", "mandates:give_how_long"

    def is_ready(self) -> bool:
        return super().is_ready() and bool(self.draft.get("areas"))

    def form(self, data: Any) -> ReachForm:
        areas = [Purpose(area) for area in self.draft["areas"]]
        return ReachForm(data, areas=areas, kind=self.helper.kind, initial=self.draft.get("reaches", {}))

    def take(self, request: HttpRequest, form: ReachForm) -> HttpResponse:
        return self.keep(request, reaches=form.reaches())


class HowLong(Give):
    step, title, back, next = 4, _("How long"), "mandates:give_how_far", "mandates:mine"

    def is_ready(self) -> bool:
        return super().is_ready() and bool(self.draft.get("reaches"))

    @property
    def reaches(self) -> dict[Purpose, Reach]:
        return {Purpose(area): Reach(reach) for area, reach in self.draft["reaches"].items()}

    def form(self, data: Any) -> DurationForm:
        return DurationForm(data, kind=self.helper.kind, reaches=self.reaches)

    def take(self, request: HttpRequest, form: DurationForm) -> HttpResponse:
        terms = Terms(self.reaches, Duration(form.cleaned_data["duration"]))
        mandate = services.propose_to_helper(self.file, holder=self.helper.holder, terms=terms, now=self.moment)
        del request.session[_DRAFT]
        return redirect("mandates:decide", mandate.pk)
