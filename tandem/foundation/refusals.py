"""The answers "no" that the domain foresees. Anything else is a bug and reaches the operators."""

from django.utils.functional import Promise


class Refusal(Exception):
    """An anticipated "no". `message` is one translated sentence and may be shown to the person."""

    message: str | Promise = ""

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(self.message))


class UnknownValue(Refusal):
    """A value that the platform does not know, with the nearest known ones."""

    def __init__(self, message: str | Promise, *, field: str, value: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.value = value
        self.suggestions = suggestions


class Hidden(Exception):
    """Forbidden or missing: from outside both look the same. Not a Refusal, so no form swallows it."""
