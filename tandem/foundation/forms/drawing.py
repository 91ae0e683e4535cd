"""How fields look: govuk-frontend's markup, written by Python.

Fields are most of a form's page, and a template for each, with one more for each of its choices, took ten times as
long (ADR 165). Everything that comes from elsewhere passes `_said`, which escapes it. A widget without a function here
has a template, as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms import BoundField, CheckboxInput, RadioSelect
from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Widget = Mapping[str, Any]


class Renderer(TemplatesSetting):
    """What the settings name as FORM_RENDERER."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        if template_name == self.field_template_name:
            return group(context["field"])
        draw = _DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def label(field: BoundField) -> str:
    """The label of a field; an optional one says so unless its form declares `mark_optional = False`."""
    if field.field.required or not getattr(field.form, "mark_optional", True):
        return str(field.label)
    return _("%(label)s (optional)") % {"label": field.label}


def group(field: BoundField) -> str:
    """A field with its label, hint and errors: what `as_field_group` gives."""
    errors = field.errors
    opening = f'<div class="govuk-form-group{" govuk-form-group--error" if errors else ""}">\n'
    if isinstance(field.field.widget, CheckboxInput):
        inside = _tick(field)
    elif field.use_fieldset:
        inside = _fieldset(field)
    else:
        inside = _labelled(field)
    return f"{opening}{inside}</div>"


def _tick(field: BoundField) -> str:
    return (
        f'{_errors(field)}<div class="govuk-checkboxes">\n<div class="govuk-checkboxes__item">\n{field}\n'
        f'<label class="govuk-label govuk-checkboxes__label" for="{_said(field.id_for_label)}">{_said(field.label)}'
        f"</label>\n{_hint(field, ' govuk-checkboxes__hint')}</div>\n</div>\n"
    )


def _fieldset(field: BoundField) -> str:
    # Radios are a group by themselves for a screen reader; other fields that stand together are one only by this.
    role = "" if type(field.field.widget) is RadioSelect else ' role="group"'
    described = field.aria_describedby
    described = f' aria-describedby="{_said(described)}"' if described else ""
    heading, words = _heads_page(field), str(_said(label(field)))
    size = " govuk-fieldset__legend--l" if heading else ""
    words = f'<h1 class="govuk-fieldset__heading">{words}</h1>' if heading else words
    return (
        f'<fieldset class="govuk-fieldset"{role}{described}>\n<legend class="govuk-fieldset__legend{size}">{words}'
        f"</legend>\n{_hint(field)}{_errors(field)}{field}\n</fieldset>\n"
    )


def _labelled(field: BoundField) -> str:
    heading = _heads_page(field)
    size = " govuk-label--l" if heading else ""
    words = f'<label class="govuk-label{size}" for="{_said(field.id_for_label)}">{_said(label(field))}</label>'
    words = f'<h1 class="govuk-label-wrapper">{words}</h1>' if heading else words
    return f"{words}\n{_hint(field)}{_errors(field)}{field}\n"


def _heads_page(field: BoundField) -> bool:
    """Whether this field's label is the page's heading: one question a page, `heading = "worked"` on the form."""
    return getattr(field.form, "heading", "") == field.name


def _hint(field: BoundField, more: str = "") -> str:
    if not field.help_text:
        return ""
    return f'<div class="govuk-hint{more}" id="{_said(field.auto_id)}_helptext">{_said(field.help_text)}</div>\n'


def _errors(field: BoundField) -> str:
    return f"{field.errors}\n" if field.errors else ""


def _input(widget: Widget) -> str:
    look = {"hidden": "", "file": "govuk-file-upload"}.get(widget["type"], "govuk-input")
    look = f' class="{look}{_more(widget)}"' if look else ""
    return (
        f'<input type="{_said(widget["type"])}" name="{_said(widget["name"])}"{look}{_value(widget)}{_rest(widget)}>'
    )


def _unit(widget: Widget) -> str:
    before, after = (
        f'<div class="govuk-input__{place}" aria-hidden="true">{_said(sign)}</div>' if sign else ""
        for place, sign in (("prefix", widget["before"]), ("suffix", widget["after"]))
    )
    return f'<div class="govuk-input__wrapper">{before}{_input(widget)}{after}</div>'


def _textarea(widget: Widget) -> str:
    text = _said(widget["value"]) if widget["value"] else ""
    look = f"govuk-textarea{_more(widget)}"
    return f'<textarea class="{look}" name="{_said(widget["name"])}"{_rest(widget)}>\n{text}</textarea>'


def _checkbox(widget: Widget) -> str:
    look = f"govuk-checkboxes__input{_more(widget)}"
    return f'<input class="{look}" type="checkbox" name="{_said(widget["name"])}"{_value(widget)}{_rest(widget)}>'


def _radios(widget: Widget) -> str:
    parts = [f'<div class="govuk-radios{_more(widget)}"{_id(widget)}>']
    for name, options, index in widget["optgroups"]:
        if name:
            at = f"{_said(widget['attrs'].get('id'))}_group_{index}"
            parts.append(f'\n  <div class="govuk-radios__divider" id="{at}">{_said(name)}</div>')
        parts += [f'\n  <div class="govuk-radios__item">{_option(one, "radio", "radios")}</div>' for one in options]
    return "".join([*parts, "\n</div>"])


def _checkboxes(widget: Widget) -> str:
    items = [
        f'\n  <div class="govuk-checkboxes__item">{_option(one, "checkbox", "checkboxes")}</div>'
        for _name, options, _index in widget["optgroups"]
        for one in options
    ]
    return f'<div class="govuk-checkboxes{_more(widget)}"{_id(widget)}>{"".join(items)}\n</div>'


def _option(option: Widget, kind: str, look: str) -> str:
    name, value = _said(option["name"]), _text(option["value"])
    return (
        f'<input class="govuk-{look}__input" type="{kind}" name="{name}" value="{value}"{_rest(option)}>'
        f'<label class="govuk-label govuk-{look}__label" for="{_said(option["attrs"].get("id"))}">'
        f"{_said(option['label'])}</label>"
    )


def _select(widget: Widget) -> str:
    parts = [f'<select class="govuk-select{_more(widget)}" name="{_said(widget["name"])}"{_rest(widget)}>']
    for name, options, _index in widget["optgroups"]:
        chosen = [
            f'\n  <option value="{_text(one["value"])}"{_rest(one)}>{_said(one["label"])}</option>' for one in options
        ]
        parts += [f'\n  <optgroup label="{_said(name)}">', *chosen, "\n  </optgroup>"] if name else chosen
    return "".join([*parts, "\n</select>"])


def _day(widget: Widget) -> str:
    at = _text(widget["attrs"].get("id", ""))
    parts = "".join(
        [
            _part_of_day(widget, at, part, words, width)
            for part, words, width in (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
        ]
    )
    return f'<div class="govuk-date-input" id="{at}">{parts}\n</div>'


def _part_of_day(widget: Widget, at: str, part: str, words: str, width: int) -> str:
    attrs = widget["attrs"]
    rest = ' aria-invalid="true"' if "aria-invalid" in attrs else ""
    rest += " disabled" if "disabled" in attrs else ""
    rest += f' autocomplete="bday-{part}"' if attrs.get("autocomplete") == "bday" else ""
    return (
        f'\n  <div class="govuk-date-input__item">\n'
        f'    <label class="govuk-label govuk-date-input__label" for="{at}_{part}">{words}</label>\n'
        f'    <input class="govuk-input govuk-date-input__input govuk-input--width-{width}" id="{at}_{part}"'
        f' name="{_text(widget["name"])}_{part}" type="text" inputmode="numeric"'
        f' value="{_text(widget[part])}"{rest}>\n'
        "  </div>"
    )


def _more(widget: Widget) -> str:
    look = widget["attrs"].get("class")
    return f" {_said(look)}" if look else ""


def _id(widget: Widget) -> str:
    at = widget["attrs"].get("id")
    return f' id="{_said(at)}"' if at else ""


def _value(widget: Widget) -> str:
    return "" if widget["value"] is None else f' value="{_text(widget["value"])}"'


def _rest(widget: Widget) -> str:
    """All attributes but the class: a true one by its name alone."""
    return "".join(
        f" {_said(name)}" if value is True else f' {_said(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if name != "class" and value is not False
    )


def _said(value: Any) -> SafeString:
    """As a template says `{{ value }}`: escaped, numbers as the language writes them."""
    return _text(value if isinstance(value, str | Promise) else localize(value))


def _text(value: Any) -> SafeString:
    """As machines read it: escaped, numbers as Python writes them."""
    # Django's way to the same asks each text whether it is a translation that waits.
    return SafeString(escape(value)) if type(value) is str else conditional_escape(value)


_DRAWN: dict[str, Callable[[Widget], str]] = {
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in (
            *("input", "text", "number", "email", "url", "color", "search", "tel", "password", "hidden"),
            *("file", "clearable_file_input", "date", "datetime", "time"),
        )
    },
    "django/forms/widgets/day.html": _day,
    "django/forms/widgets/unit.html": _unit,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/checkbox.html": _checkbox,
    "django/forms/widgets/radio.html": _radios,
    "django/forms/widgets/checkbox_select.html": _checkboxes,
    "django/forms/widgets/select.html": _select,
}
