"""The component library, known to every template. `docs/components.md` shows each with the line to write."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, FileInput, PasswordInput
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tandem.foundation import authorship as shapes
from tandem.foundation import drawing, formatting, icons, pages, slots
from tandem.foundation.forms.widgets import CodeInput
from tandem.foundation.templating.constants import says_the_same

register = template.Library()
_NEVER_SHOWN_AGAIN = (CodeInput, PasswordInput, FileInput)


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **facts: Any) -> SafeString:
    """What neighbours write into the place `name` of this page; nothing on a page without a request."""
    request = context.get("request")
    return slots.render(name, request, **facts) if request else mark_safe("")


@register.simple_tag
@says_the_same
def icon(name: str) -> SafeString:
    """A small picture beside a word, never instead of one. Raises LookupError for a name the sprite lacks."""
    return icons.svg(name)


@register.inclusion_tag("ui/button.html")
@says_the_same
def button(
    label: str, *, kind: str = "", icon: str = "", name: str = "", value: str = "", form: str = ""
) -> dict[str, str]:
    """A button that files what stands around it. `kind`: secondary, warning, quiet, or nothing for the main one."""
    return {"label": label, "kind": kind, "icon": icon, "name": name, "value": value, "form": form}


@register.inclusion_tag("ui/button_link.html")
@says_the_same
def button_link(url: str, label: str, *, kind: str = "", icon: str = "") -> dict[str, str]:
    """A link that looks like a button: it leads to the next page and changes nothing."""
    return {"url": url, "label": label, "kind": kind, "icon": icon}


@register.inclusion_tag("ui/navigation_item.html", takes_context=True)
def navigation_item(context: RequestContext, url: str, label: str) -> dict[str, Any]:
    """One entry of the navigation; marks itself when the reader is on that page or below it."""
    place = pages.place(url, context["request"].path)
    return {"url": url, "label": label, "page": place == "page", "below": place == "below"}


@register.simple_tag
@says_the_same
def tag(label: str, colour: str = "petrol") -> SafeString:
    """A state in one or two words. Colours: petrol, green, ochre, indigo, red (errors only), grey."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, label)


@register.inclusion_tag("ui/authorship.html")
@says_the_same
def authorship(who: str, words: str = "") -> dict[str, Any]:
    """Whose hand wrote this: shape and word. `who`: person, helper, together, office, system."""
    author = shapes.Author(who)
    return {"author": author, "words": words or author.label}


@register.simple_tag(takes_context=True)
def language_switch(context: RequestContext) -> SafeString:
    """This page in the four languages, each named in itself."""
    return drawing.language_switch(context["request"].get_full_path())


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(
    context: RequestContext, page: Any = None, *, number: int = 1, pages_total: int = 1, parameter: str = "page"
) -> dict[str, Any]:
    """Links to the pages of a list; keeps the rest of the query. Give a Django page, or `number` and `pages_total`."""
    if page is not None:
        number, pages_total = page.number, page.paginator.num_pages
    return pages.links(context["request"], number=number, total=pages_total, parameter=parameter)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """All that has to be mended in these forms, each line leading to its field.

    Above them stands that the answers are kept, where there are any: a form of a code alone has none. One that knows
    better says `keeps_answers`.
    """
    errors = [error for form in forms for error in _errors(form)]
    return {"errors": errors, "are_kept": bool(errors) and any(map(_keeps_answers, forms))}


@register.inclusion_tag("ui/progress.html")
def progress(step: int, steps: int, title: str) -> dict[str, Any]:
    """How far the person is: "Step 2 of 5: Your work this month"."""
    return {"step": step, "steps": steps, "title": title, "parts": range(1, steps + 1)}


@register.simple_tag
def summary_row(key: str, value: Any, change: str = "", *, who: str = "", note: str = "") -> SafeString:
    """One line of a `<dl class="govuk-summary-list">`: question, answer, whose hand, link to change it.

    `note` stands under the answer: what a slot gave, or plain text.
    """
    return drawing.summary_row(key, value, change, who=who, note=note)


@register.simple_tag
def summary_rows(rows: Iterable[Mapping[str, str]]) -> SafeString:
    """Many lines of a `<dl class="govuk-summary-list">` at once: each has `question` and `answer`, and may have
    `change`, `who` and `note`, as `{% summary_row %}` takes them."""
    return drawing.summary_rows(rows)


@register.simple_block_tag
def notification(content: str, *, kind: str = "important", title: str = "") -> str:
    """A message on top of a page. `kind`: important, success, helper."""
    titles = {"important": _("Important"), "success": _("Done"), "helper": _("With a helper")}
    return render_to_string("ui/notification.html", {"content": content, "kind": kind, "title": title or titles[kind]})


@register.simple_block_tag
def panel(content: str, *, title: str) -> str:
    """The end of a procedure: what was received."""
    return render_to_string("ui/panel.html", {"content": content, "title": title})


@register.simple_block_tag
def receipt(content: str, *, number: str, title: str = "") -> str:
    """A receipt that looks like paper: sand, number in mono, what happens next inside."""
    return render_to_string("ui/receipt.html", {"content": content, "number": number, "title": title or _("Receipt")})


@register.simple_block_tag
def details(content: str, *, summary: str, open: bool = False) -> str:  # noqa: A002 - the attribute's name in HTML
    """Something that opens on demand."""
    return render_to_string("ui/details.html", {"content": content, "summary": summary, "open": open})


@register.simple_block_tag
def empty_state(content: str, *, title: str) -> str:
    """What will be here, and the one thing to do now."""
    return render_to_string("ui/empty_state.html", {"content": content, "title": title})


@register.filter
def day(value: datetime.date | datetime.datetime) -> str:
    """`mardi 7 avril 2026`."""
    return formatting.long_date(value)


@register.filter
def plain_day(value: datetime.date | datetime.datetime) -> str:
    """`7 avril 2026`."""
    return formatting.plain_date(value)


@register.filter
def short_day(value: datetime.date | datetime.datetime) -> str:
    """`7.4.2026`."""
    return formatting.short_date(value)


@register.filter
def labelled(label: Any, value: Any) -> str:
    """`Recherches d'emploi : avril 2026`."""
    return formatting.labelled(label, value)


@register.filter
def month(value: datetime.date) -> str:
    """`avril 2026`."""
    return formatting.month_and_year(value)


@register.filter
def moment(value: datetime.datetime) -> str:
    """`mardi 7 avril 2026, 14:05`."""
    return formatting.long_moment(value)


@register.filter
def money(value: Decimal | int, currency: str = "CHF") -> SafeString:
    """`CHF 4'258.10`."""
    # The apostrophe stays an apostrophe in the source of the page: the text holds digits and a currency only.
    return format_html("{}", mark_safe(formatting.money(value, currency)))  # noqa: S308


@register.filter
def number(value: int | Decimal) -> SafeString:
    """`3'294`."""
    return mark_safe(formatting.number(value))  # noqa: S308 - digits and an apostrophe


def _errors(form: BaseForm) -> Iterator[dict[str, str]]:
    """What is wrong as a whole, then field by field as they stand on the page, whichever was looked at first."""
    places = {name: place for place, name in enumerate(form.fields)}
    for name in sorted(form.errors, key=lambda name: places.get(name, -1)):
        field = form[name] if name in form.fields else None
        for message in form.errors[name]:
            yield {"message": str(message), "target": _target(field) if field and not field.is_hidden else ""}


def _keeps_answers(form: BaseForm) -> bool:
    said: bool | None = getattr(form, "keeps_answers", None)
    if said is not None:
        return said
    return any(not isinstance(field.field.widget, _NEVER_SHOWN_AGAIN) for field in form.visible_fields())


def _target(field: BoundField) -> str:
    # A group of radios has no id of its own that can take the focus: its first choice has.
    return field.id_for_label or f"{field.auto_id}_0"
