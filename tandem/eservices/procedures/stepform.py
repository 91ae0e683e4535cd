"""One page of questions: a plain Django form that knows what was answered before and what is known anyway."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict

from tandem.eservices.procedures import codec
from tandem.eservices.procedures.fields import RowsField, is_blank

if TYPE_CHECKING:
    from tandem.eservices.procedures.types import Context


class StepForm(forms.Form):
    """The questions of one step. Write plain fields; say in the three attributes what the engine has to know.

    `asked_when`: field -> (other field, value or set of values). The field is asked only where the other answer, on
    this step or an earlier one, is (one of) those; otherwise it is neither required nor read, and `left_out` names it.
    `prefill`: field -> name of a registered source; its value stands in the field until somebody answers.
    `asked_anyway`: field -> why it is asked although a source knows something of that name. Read by the build only.
    Within the form, `self.answers` are all answers so far and `self.context` is the `Context` (None in a build check).
    """

    asked_when: Mapping[str, tuple[str, Any]] = {}
    prefill: Mapping[str, str] = {}
    asked_anyway: Mapping[str, str] = {}
    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        answers: Mapping[str, Any] | None = None,
        context: Context | None = None,
        as_declared: bool = False,
        **options: Any,
    ) -> None:
        self.answers = dict(answers or {})
        self.context = context
        self.left_out: set[str] = set()
        if as_declared:
            self.base_fields = _AsDeclared(self.base_fields)  # type: ignore[misc]
        # What is known stands in a field as long as nobody has sent the page; a check of answers asks no source.
        known = context.known if context and data is None else {}
        start = {
            name: known[source]
            for name, source in self.prefill.items()
            if known and name not in self.answers and known.get(source) is not None
        }
        start |= {name: value for name, value in self.answers.items() if name in self.base_fields}
        super().__init__(data, initial=start | (options.pop("initial", None) or {}), **options)

    def is_asked(self, name: str, answers: Mapping[str, Any] | None = None) -> bool:
        """Whether a question applies, given the answers (those so far, when none are named)."""
        return is_asked(self.asked_when, name, self.answers if answers is None else answers)

    def _clean_fields(self) -> None:
        """What Django does, but for a question that does not apply: it needs no answer and takes none."""
        for name, bound in self._bound_items():  # type: ignore[attr-defined]
            so_far = {**self.answers, **self.cleaned_data}
            if not self.is_asked(name, so_far):
                self.left_out.add(name)
                self.cleaned_data[name] = None
                continue
            try:
                self.cleaned_data[name] = bound.field._clean_bound_field(bound)
                self._clean_one(name)
            except forms.ValidationError as error:
                self.add_error(name, error)

    def _clean_one(self, name: str) -> None:
        if hasattr(self, f"clean_{name}"):
            self.cleaned_data[name] = getattr(self, f"clean_{name}")()

    def kept(self) -> dict[str, Any]:
        """What a draft keeps of a page that was sent, whatever is wrong on it: answers that are right, and of several
        rows those that are there. What another answer rules out is not among them, so that what was said of it before
        stays: she may change her mind."""
        right = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.fields and name not in self.errors and name not in self.left_out
        }
        return right | self._unfinished()

    def _unfinished(self) -> dict[str, Any]:
        found = {
            name: field.readable(self[name].data)
            for name in self.errors
            if isinstance(field := self.fields.get(name), RowsField)
        }
        return {
            name: rows
            for name, rows in found.items()
            if any(not is_blank(cell) for row in rows for cell in row.values())
        }

    @classmethod
    def of_answers(cls, answers: Mapping[str, Any], context: Context | None = None) -> StepForm:
        """A form whose `errors` say what is missing or wrong in stored answers, as if they were typed once more."""
        form = cls({}, answers=answers, context=context, as_declared=True)
        form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]
        form.cleaned_data = {}
        for name, field in form.fields.items():
            value = answers.get(name)
            if not form.is_asked(name, answers):
                form.cleaned_data[name] = None
                continue
            try:
                field.validate(codec.as_typed(field, value))
                field.run_validators(value)
                form.cleaned_data[name] = codec.empty(field) if value is None else value
                form._clean_one(name)
            except forms.ValidationError as error:
                form.add_error(name, error)
        form._clean_form()  # type: ignore[attr-defined]
        return form


class _AsDeclared(dict[str, forms.Field]):
    """Django copies all fields for each form, as somebody may change them. A check only reads them."""

    def __deepcopy__(self, memo: object) -> _AsDeclared:
        return self


def is_asked(asked_when: Mapping[str, tuple[str, Any]], name: str, answers: Mapping[str, Any]) -> bool:
    """Whether the question `name` applies: its condition holds, and that of the question it hangs on, too."""
    seen: set[str] = set()
    while name in asked_when:
        if name in seen:
            raise ValueError(f"asked_when: {name} hangs on itself.")
        seen.add(name)
        other, wanted = asked_when[name]
        if not _matches(answers.get(other), wanted):
            return False
        name = other
    return True


def _matches(answer: Any, wanted: Any) -> bool:
    allowed = wanted if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]
    given = answer if isinstance(answer, list | tuple | set | frozenset) else [answer]
    return any(one == other for one in given for other in allowed)
