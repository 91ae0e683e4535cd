"""What the search refuses, in sentences that may be shown."""

from django.utils.translation import gettext_lazy as _

from tandem.facilities.search.types import REACH
from tandem.foundation.refusals import Refusal, UnknownValue


class IndexUnavailable(Refusal):
    """No index, one of another version, or one that cannot be read. `reindex` builds a new one."""

    message = _("The search is being prepared. Nothing is lost: try again in a few minutes.")


class TooFar(Refusal):
    """A page beyond `REACH` hits."""

    message = _("Only the first %(number)d results can be shown. Add a word or a filter to narrow your search.")

    def __init__(self) -> None:
        super().__init__(self.message % {"number": REACH})


class UnknownField(UnknownValue):
    """A filter, facet or clause names a field that the collection does not have: a fault of the caller."""
