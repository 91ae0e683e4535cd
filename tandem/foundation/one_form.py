"""A column that keeps one form of what can be typed in many: numbers of cards and phones."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


def require_form(text: str, one_form: Callable[[str], str], *, sentence: Any, code: str) -> None:
    """Raises ValidationError with `sentence` unless `text` is already as `one_form` keeps it."""
    try:
        kept = one_form(text)
    except ValueError:
        kept = ""
    if kept != text:
        raise ValidationError(sentence, code=code)


class OneFormField(models.CharField):
    """Text that is kept in one form, however it was typed.

    A subclass says `length`, `one_form` (text to the form that is kept; raises ValueError for what has none) and,
    among its validators, what is said then. Nothing typed is null where the column may be.
    """

    length: int
    one_form: Callable[[str], str]

    def __init__(self, *args: object, **options: object) -> None:
        options["max_length"] = self.length
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, options

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        if not text:
            return None if self.null else text
        try:
            return self.one_form(text)
        except ValueError:
            return text  # the validator says what is wrong
