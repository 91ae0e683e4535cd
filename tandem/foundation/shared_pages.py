"""Pages that two people may have before them at once: what each is called, and which fields stand on it.

Each feature tells it in its `apps.py` and never learns who asks; whoever points at a field of another's screen reads
here whether there is one of that name.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise

Text = str | Promise


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """`view` is the name of its address ("efforts:new"), `fields` the names that its forms know with their labels.

    `has_place`: its form leaves the slot "page.form" open, so that something can stand beside each field.
    `of_person`: the address of the same page for whoever helps; it takes `person_id` first.
    `is_public`: whether somebody else may read the very same address.
    """

    view: str
    title: Text
    fields: Mapping[str, Text]
    has_place: bool
    of_person: str
    is_public: Callable[[HttpRequest, Mapping[str, Any]], bool] | None


_pages: dict[str, SharedPage] = {}


def add(
    view: str,
    title: Text,
    *of_forms: type[forms.Form],
    has_place: bool = False,
    of_person: str = "",
    is_public: Callable[[HttpRequest, Mapping[str, Any]], bool] | None = None,
    also: tuple[str, ...] = (),
) -> None:
    """Let the page of this address be known. `also` are the addresses that draw it again when something was wrong."""
    known = [(name, field) for form in of_forms for name, field in form.base_fields.items()]
    fields = {name: field.label or name for name, field in known if not is_private(field)}
    page = SharedPage(
        view=view, title=title, fields=fields, has_place=has_place, of_person=of_person, is_public=is_public
    )
    _pages.update(dict.fromkeys((view, *also), page))


def page(view: str) -> SharedPage | None:
    """The page of an address, by its name; None for one that no feature has told of."""
    return _pages.get(view)


def everything() -> list[SharedPage]:
    """Every page once."""
    return list({page.view: page for page in _pages.values()}.values())


def is_private(field: forms.Field) -> bool:
    """Whether a field is nobody else's business: hidden, a password, a code, or marked so on its page."""
    attrs = field.widget.attrs
    return (
        field.widget.is_hidden
        or isinstance(field.widget, forms.PasswordInput)
        or "data-live-private" in attrs
        or attrs.get("autocomplete") in {"one-time-code", "current-password", "new-password"}
    )


def anybody(_request: HttpRequest, _named: Mapping[str, Any]) -> bool:
    """For a page that the whole world may read."""
    return True
