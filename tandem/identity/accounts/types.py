import dataclasses
import datetime

from django.utils.functional import Promise

from tandem.foundation.languages import Language
from tandem.identity.accounts.enums import PaperCodeUse


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened to an account and that its owner must hear of, in whole sentences.

    A stranger may read them in an SMS: they name no benefit. `advice` says what to do if it was not she.
    """

    key: str
    happened: str | Promise
    advice: str | Promise


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code in the clear, for the moment in which it is printed: it is kept nowhere."""

    code: str = dataclasses.field(repr=False)
    use: PaperCodeUse
    name: str
    language: Language
    made_at: datetime.datetime
    expires_at: datetime.datetime
