"""The sentence that is confirmed with the efforts of a month."""

from django.utils.translation import get_language, gettext_lazy

from tandem.identity.access.rules import citation

FALSE_DATA = "LACI 105"
DECLARATION = gettext_lazy(
    "I confirm that these entries are complete and true. I know that false entries can be punished (%(article)s)."
)


def declaration() -> str:
    """The declaration in the reader's language, word for word."""
    return DECLARATION % {"article": citation(FALSE_DATA, get_language() or "fr")}
