import dataclasses
import datetime

from tandem.foundation.languages import Language
from tandem.identity.accounts.enums import PaperCodeUse


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code in the clear, for the moment in which it is printed: it is kept nowhere."""

    code: str = dataclasses.field(repr=False)
    use: PaperCodeUse
    name: str
    language: Language
    made_at: datetime.datetime
    expires_at: datetime.datetime
