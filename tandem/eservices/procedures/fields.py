"""Questions that Django has no field for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.figures import WholeField
from tandem.foundation.forms.widgets import UnitInput


def is_blank(value: Any) -> bool:
    """Nothing entered: what a form, a draft and a browser each write for it."""
    return value in (None, "", [])


class YesNoField(forms.TypedChoiceField):
    """Yes or no, said in so many words: nothing is chosen beforehand. Gives True, False, or None for no answer."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.RadioSelect(attrs={"class": "govuk-radios--inline"}))
        options.setdefault("error_messages", {"required": _("Select yes or no.")})
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda text: text == "yes",
            empty_value=None,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def valid_value(self, value: Any) -> bool:
        return isinstance(value, bool) or super().valid_value(value)


def workload_wanted() -> WholeField:
    """How much somebody wants to work: asked when she registers, and each month anew (LACI 11; Praxis B218)."""
    return WholeField(
        label=_("How much do you want to work? In percent of a full-time job"),
        min_value=20,
        max_value=100,
        widget=UnitInput(after="%", attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Enter a number from 20 to 100."),
            "invalid": _("Enter a whole number from 20 to 100."),
            "min_value": _("You must be ready to work 20 percent at least (LACI/AVIG 11; Praxis B218)."),
            "max_value": _("Enter a number from 20 to 100."),
        },
    )


class RowsField(forms.Field):
    """The same few questions several times over: employers of a month, spells of illness.

    `row` is a form class with plain fields; the value is a list of dicts of its cleaned values, blank rows left out.
    `most` rows at most, and never fewer than one when it is required. On the page the rows of which something is
    known stand there with `spare` blank ones; on paper there is room for `on_paper` in all. A draft may hold rows that
    are not finished (`readable`): `validate` says what they lack, and `finished` leaves them out.
    """

    def __init__(
        self, *, row: type[forms.Form], most: int = 10, spare: int = 1, on_paper: int = 4, **options: Any
    ) -> None:
        options.setdefault("widget", RowsInput(row=row, most=most, spare=spare))
        super().__init__(**options)
        self.row = row
        self.most = most
        self.on_paper = on_paper
        self.widget.is_required = False

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        """Cleaned rows; raises ValidationError with one sentence for each wrong answer, row by row."""
        rows: list[dict[str, Any]] = []
        errors: list[forms.ValidationError] = []
        for number, data in enumerate(value or [], start=1):
            form = data if isinstance(data, forms.Form) else self.row(data)
            if not form.has_changed():
                continue
            if form.is_valid():
                rows.append(dict(form.cleaned_data))
            else:
                errors += _sentences(form, number)
        if len(rows) > self.most:
            errors.append(forms.ValidationError(_("Enter at most %(most)d."), params={"most": self.most}))
        if errors:
            raise forms.ValidationError(errors)
        return rows

    def validate(self, value: Any) -> None:
        """Also says of rows that a draft has kept which of their questions are still open."""
        super().validate(value)
        errors = [
            _sentence(number, self.row.base_fields[name], name, self.row.base_fields[name].error_messages["required"])
            for number, row in enumerate(value or [], start=1)
            for name in self._open(row)
        ]
        if errors:
            raise forms.ValidationError(errors)

    def readable(self, value: Any) -> list[dict[str, Any]]:
        """What can be kept of rows that are not right yet: each cell that is, None for the others."""
        rows = [data if isinstance(data, forms.Form) else self.row(data) for data in value or []]
        return [
            {name: form.cleaned_data.get(name) for name in form.fields}
            for form in rows[: self.most]
            if form.has_changed() and (form.is_valid() or not form.non_field_errors())
        ]

    def is_unread(self, value: Any) -> bool:
        """Whether something was typed into one of these rows that cannot be kept."""
        return any(_is_typed(row, cell) for row in value for cell in row.errors)

    def finished(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows in which nothing is open: those that a rule may reckon with."""
        return [row for row in rows if not self._open(row)]

    def _open(self, row: Mapping[str, Any]) -> list[str]:
        questions = self.row.base_fields.items()
        return [name for name, one in questions if one.required and row.get(name) in one.empty_values]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class RowsInput(forms.Widget):
    """The rows one below the other, each a group of fields named `<field>-<number>-<question>`.

    `<field>-rows` says how many are on the page; the button `<field>-more` asks for one more.
    """

    template_name = "procedures/rows.html"
    use_fieldset = True

    def __init__(self, *, row: type[forms.Form], most: int, spare: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.row = row
        self.most = most
        self.spare = spare
        # Whoever is not done with the page reads of no mistake yet, and whoever leaves it of nothing that is open.
        self.is_silent = False
        self.marks_open = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[forms.Form]:
        shown = str(data.get(f"{name}-rows", ""))
        number = min(int(shown), self.most) if shown.isdecimal() else 0
        rows = [
            self.row(data, prefix=f"{name}-{index}", empty_permitted=True, use_required_attribute=False)
            for index in range(number)
        ]
        for row in rows if self.is_silent or not self.marks_open else ():
            typed = {} if self.is_silent else {cell: row.errors[cell] for cell in row.errors if _is_typed(row, cell)}
            row._errors = ErrorDict(typed, renderer=row.renderer)  # type: ignore[attr-defined]
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-rows" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        forms_of_rows = [self._form(name, index, row) for index, row in enumerate(value or [])]
        filled = len(forms_of_rows)
        blank = 0 if filled >= self.most else max(self.spare, 1) if filled == 0 else 0
        forms_of_rows += [self._form(name, filled + extra, {}) for extra in range(blank)]
        context["widget"] |= {"rows": forms_of_rows, "may_add": len(forms_of_rows) < self.most}
        return context

    def _form(self, name: str, index: int, row: Any) -> forms.Form:
        if isinstance(row, forms.Form):
            return row
        return self.row(initial=row, prefix=f"{name}-{index}", use_required_attribute=False)


def _is_typed(row: forms.Form, cell: str) -> bool:
    return cell in row.fields and not is_blank(row[cell].data)


def _sentences(form: forms.Form, number: int) -> list[forms.ValidationError]:
    return [
        _sentence(number, form.fields[name], name, sentence)
        if name in form.fields
        else forms.ValidationError(_("%(number)d. %(sentence)s"), params={"number": number, "sentence": sentence})
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _sentence(number: int, field: forms.Field, name: str, sentence: Any) -> forms.ValidationError:
    return forms.ValidationError(
        _("%(number)d. %(field)s: %(sentence)s"),
        params={"number": number, "field": field.label or name, "sentence": sentence},
    )
