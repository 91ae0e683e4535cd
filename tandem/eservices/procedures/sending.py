"""What a browser sent from one page: cleaned answers, and what the sender had before her eyes."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from tandem.eservices.procedures.fields import RowsField, is_blank
from tandem.eservices.procedures.sheet import Sheet
from tandem.eservices.procedures.types import Step, StepForm
from tandem.foundation.forms.aside import ASIDE


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """`values` are the answers that are right, ready for `save_answers`; what is wrong stays in `form.errors`.

    `unread`: the questions whose answers were typed and cannot be kept.
    """

    form: StepForm
    values: Mapping[str, Any]
    seen: Mapping[str, int]
    leaves: bool
    # She is not done with this page: one more row, or something beside the form.
    stays: bool
    unread: tuple[str, ...] = ()


def read(data: QueryDict, step: Step, sheet: Sheet, *, only: str = "") -> Sent:
    """Read one page; `only` names the one question that is to be kept.

    `seen-<question>` is the revision that was shown. After a conflict `keep-<question>` says whose answer holds:
    "mine" overwrites the revision `theirs-<question>` that was shown beside it, and no later one.
    """
    more = next((name for name, field in step.fields.items() if f"{name}-more" in data), "")
    typed = _with_one_more(data, more) if more else data
    form = step.form(typed, answers=sheet.answers, context=sheet.context)
    wrong = set(form.errors)
    kept = {name for name in step.fields if data.get(f"keep-{name}") == "theirs"}
    names = [name for name in step.fields if name not in kept and (not only or name == only)]
    values = {name: value for name, value in form.kept().items() if name in names}
    unread = tuple(name for name in names if name in wrong and _is_typed(form, name))
    stays = bool(more) or ASIDE in data
    if stays:
        _silence(form)
    return Sent(
        form=form,
        values=values,
        seen={name: _seen(data, name) for name in step.fields},
        leaves="leave" in data,
        stays=stays,
        unread=unread,
    )


def _is_typed(form: StepForm, name: str) -> bool:
    """Whether something was entered there that cannot be kept: a question that is left open is none."""
    typed, field = form[name].data, form.fields[name]
    return field.is_unread(typed) if isinstance(field, RowsField) else not is_blank(typed)


def _seen(data: QueryDict, name: str) -> int:
    shown = data.get(f"theirs-{name}" if data.get(f"keep-{name}") == "mine" else f"seen-{name}", "")
    return int(shown) if shown.isdecimal() and len(shown) < 10 else 0


def _with_one_more(data: QueryDict, name: str) -> QueryDict:
    copy = data.copy()
    shown = data.get(f"{name}-rows", "0")
    copy[f"{name}-rows"] = str(int(shown) + 1 if shown.isdecimal() else 1)
    return copy


def only_unread(sent: Sent) -> StepForm:
    """The page with nothing marked but what cannot be kept: whoever leaves owes no answer to the rest."""
    form = sent.form
    kept = {name: errors for name, errors in form.errors.items() if name in sent.unread}
    for name in kept:
        field = form.fields[name]
        if isinstance(field, RowsField):
            field.widget.marks_open = False
            try:
                field.to_python(form[name].data)
            except forms.ValidationError as unread:
                kept[name] = form.error_class(unread.messages, renderer=form.renderer, field_id=form[name].auto_id)
    form._errors = ErrorDict(kept, renderer=form.renderer)  # type: ignore[attr-defined]
    return form


def _silence(form: StepForm) -> None:
    """Whoever asks for one more row is not done yet: nothing is wrong."""
    form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]
    for field in form.fields.values():
        if isinstance(field, RowsField):
            field.widget.is_silent = True
