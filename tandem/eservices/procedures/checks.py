"""The build fails when a form grows beyond its budget, or asks what is known. Part of `manage.py check`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from tandem.eservices.procedures import registry, rules
from tandem.eservices.procedures.fields import RowsField
from tandem.eservices.procedures.types import Procedure


@register
def check_procedures(app_configs: Iterable[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    return [
        Error(flaw, obj=f"{procedure.key} {procedure.version}", id="procedures.E001")
        for procedure in registry.everything()
        for flaw in flaws(procedure)
    ]


def flaws(procedure: Procedure) -> list[str]:
    """What is wrong with a declaration, as sentences; empty when nothing is."""
    return [
        *_over_budget(procedure),
        *_asked_twice(procedure),
        *_asked_elsewhere(procedure),
        *_unknown_sources(procedure),
    ]


def burden(procedure: Procedure) -> tuple[int, int, int]:
    """Questions, pages (with the last look), minutes that the procedure costs when everything is asked."""
    fields = sum(_weight(field) for field in procedure.fields.values())
    pages = len(procedure.steps) + 1
    return fields, pages, rules.minutes(fields, pages)


def _weight(field: forms.Field) -> int:
    return len(field.row.base_fields) if isinstance(field, RowsField) else 1


def _over_budget(procedure: Procedure) -> Iterable[str]:
    budget = procedure.budget
    allowed = (budget.fields, budget.pages, budget.minutes)
    for what, asked, most in zip(("questions", "pages", "minutes"), burden(procedure), allowed, strict=True):
        if asked > most:
            yield f"Costs {asked} {what}, and its budget is {most}. Leave something out; the budget is a promise."


def _asked_twice(procedure: Procedure) -> Iterable[str]:
    knows = {field: source.name for source in registry.sources().values() for field in source.fields}
    for step in procedure.steps:
        for name in step.fields:
            if name in knows and name not in step.form.prefill and name not in step.form.asked_anyway:
                yield (
                    f"Asks {name!r} on {step.key!r}, which {knows[name]} knows. "
                    "Name it in `prefill`, or say in `asked_anyway` why it is asked."
                )


def _asked_elsewhere(procedure: Procedure) -> Iterable[str]:
    """The same words in two forms are the same question, whatever its field is called."""
    words = {
        str(field.label): other.key
        for other in registry.everything()
        if other.key != procedure.key
        for field in other.fields.values()
    }
    for step in procedure.steps:
        for name, field in step.fields.items():
            where = words.get(str(field.label)) if field.label else None
            if where and name not in step.form.prefill and name not in step.form.asked_anyway:
                yield (
                    f"Asks {name!r} on {step.key!r} in the words of {where}. "
                    "Name a source in `prefill`, or say in `asked_anyway` why it is asked."
                )


def _unknown_sources(procedure: Procedure) -> Iterable[str]:
    for name in sorted(procedure.wanted_sources - set(registry.sources())):
        yield f"Reads the source {name!r}, which nobody has registered."
