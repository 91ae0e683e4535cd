"""The copy of all that is kept about a person: for another program, or to be read."""

import datetime
import decimal
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tandem.foundation import formatting, paper, secrets
from tandem.identity.access import selectors as access
from tandem.identity.own_data.enums import Form
from tandem.identity.own_data.models import Copy
from tandem.identity.own_data.wording import LABELS, TITLES

TEMPLATE = Path(__file__).parent / "paper" / "own_data.typ"
TYPES = {Form.PDF: "application/pdf", Form.JSON: "application/json"}
Rows = Mapping[str, list[dict[str, Any]]]


def make(rows: Rows, *, person_id: int, form: Form, language: str, now: datetime.datetime) -> bytes:
    """The file itself. `rows`: lists of plain values by model, as the features hand them out."""
    if form is Form.JSON:
        facts = {"made_at": now, "person_id": person_id, "data": rows}
        return json.dumps(facts, default=_as_json, ensure_ascii=False, indent=2).encode()
    with translation.override(language):
        return paper.pdf(TEMPLATE, words(rows, person_id=person_id, now=now), made_at=now)


def words(rows: Rows, *, person_id: int, now: datetime.datetime) -> dict[str, Any]:
    """What stands in the PDF, in the present language: a section for each kind of rows, a label for each value."""
    today = formatting.local_day(now)
    return {
        "lang": translation.get_language() or "de",
        "date": [today.year, today.month, today.day],
        "title": _("All that we keep about you"),
        "name": access.names("person", [person_id]).get(person_id, ""),
        "made": _("Copy of %(day)s") % {"day": formatting.long_moment(now)},
        "sections": [
            {
                "title": capfirst(str(TITLES.get(name, _model(name)._meta.verbose_name))),
                "rows": [_row(name, row) for row in found],
            }
            for name, found in rows.items()
        ],
        "closing": _("Is something wrong? Tell your office: you have a right to have it corrected."),
    }


def label(model: str, key: str) -> str:
    """What a value is called: as its column is, or as the feature's own words say. Raises KeyError."""
    if key in LABELS:
        return capfirst(str(LABELS[key]))
    try:
        return capfirst(str(_column(model, key).verbose_name))
    except FieldDoesNotExist:
        raise KeyError(f"{model} hands out {key!r}, which is no column and has no label") from None


def reencrypt() -> int:
    """Write the copies that wait to be fetched anew under the first key."""
    written = 0
    for copy in Copy.objects.exclude(token=b"").order_by("pk").iterator(chunk_size=1):
        if fresh := secrets.renewed(bytes(copy.token).decode()):
            written += Copy.objects.filter(pk=copy.pk).update(token=fresh.encode())
    return written


def _title(name: str) -> str:
    return capfirst(str(TITLES.get(name, _model(name)._meta.verbose_name)))


def _model(name: str) -> type[models.Model]:
    return apps.get_model(name)


def _column(model: str, key: str) -> "models.Field[Any, Any]":
    field = _model(model)._meta.get_field(key)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist
    return field


def _row(model: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = ((_known_label(model, key), _as_text(model, key, value)) for key, value in row.items())
    return [(name, text) for name, text in pairs if text]


def _known_label(model: str, key: str) -> str:
    try:
        return label(model, key)
    except KeyError:
        return capfirst(key.replace("_", " "))  # what was filed keeps the names under which it was filed


def _as_text(model: str, key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return formatting.long_moment(value)
    if isinstance(value, datetime.date):
        return formatting.plain_date(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{_known_label(model, k)}: {t}" for k, v in value.items() if (t := _as_text(model, k, v)))
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(text for one in value if (text := _as_text(model, key, one)))
    return "" if value is None else str(_choices(model, key).get(value, value))


def _choices(model: str, key: str) -> dict[Any, Any]:
    try:
        return dict(_column(model, key).flatchoices)
    except FieldDoesNotExist:
        return {}


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no plain value: the exporter must hand out one")
