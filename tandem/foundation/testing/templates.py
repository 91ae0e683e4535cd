"""An undefined template variable fails the test with its name, instead of printing nothing."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any, cast

from django.template import Variable, VariableDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import FilterExpression
from django.template.context import BaseContext
from django.template.defaulttags import ForNode

from tandem.foundation.testing.faults import report

_HOUSE = str(Path(__file__).resolve().parents[2])
_resolve = Variable.resolve


class Undefined(str):
    """What Django prints for an undefined variable: still nothing, but `{% blocktranslate %}` gives itself away."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: Any) -> str:
        report(f"Undefined template variable {name} in a blocktranslate")


def install() -> None:
    Variable.resolve = _strict_resolve  # type: ignore[assignment, method-assign]
    cast(DjangoTemplates, engines["django"]).engine.string_if_invalid = Undefined()


def _strict_resolve(self: Variable, context: BaseContext) -> Any:
    try:
        return _resolve(self, context)  # type: ignore[arg-type]
    except VariableDoesNotExist as missing:
        caller = sys._getframe(1)
        if caller.f_code is FilterExpression.resolve.__code__ and _ours(context) and not _may_ask(caller, missing):
            report(f"Undefined template variable {self.var} in {_file(context)}")
        raise


def _may_ask(caller: FrameType, missing: VariableDoesNotExist) -> bool:
    """Whether the template only asks whether something is there: `{% if hint %}` in a part with options.

    Asking for an attribute that an object never has is a slip of the pen even there, and so is a loop over nothing.
    """
    if not caller.f_locals["ignore_failures"]:
        return False
    if caller.f_back and caller.f_back.f_code is ForNode.render.__code__:
        return False
    holder = missing.params[1]
    return holder is None or isinstance(holder, BaseContext | dict | str)


def _file(context: BaseContext) -> str:
    template = context.render_context.template or context.template  # type: ignore[attr-defined]
    return str(template.origin.name) if template else "<a string>"


def _ours(context: BaseContext) -> bool:
    """Django's own form templates lean on missing values and are not ours to mend."""
    return _file(context).startswith((_HOUSE, "<"))
