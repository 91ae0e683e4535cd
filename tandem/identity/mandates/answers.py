"""What a short message says. Only whole messages made of words that count; everything else is not understood.

The question is asked in one language and answered in its words: the Albanian "jo" is a no, and in Swiss German a yes.
To end a mandate is always safe, so that STOP counts in every language.
"""

import dataclasses

from tandem.foundation.folding import fold
from tandem.identity.mandates.enums import Answer, ReadingLanguage
from tandem.identity.mandates.texts import wording


@dataclasses.dataclass(frozen=True, slots=True)
class Understood:
    """The answer, and the number of the mandate that a STOP names."""

    answer: Answer
    number: int | None = None


def understood(message: str, asked_in: ReadingLanguage | None) -> Understood | None:
    """What the message says, case, accents and punctuation aside; None when it is not understood.

    `asked_in` is the language of the question that is open on the phone; without one only a STOP means something.
    """
    words = fold(message)
    if asked_in is not None:
        for answer in (Answer.YES, Answer.NO):
            if words in accepted(answer, asked_in):
                return Understood(answer)
    first, _, rest = words.partition(" ")
    if any(first in accepted(Answer.STOP, language) for language in ReadingLanguage):
        if not rest:
            return Understood(Answer.STOP)
        if rest.isascii() and rest.isdigit() and len(rest) <= 18:
            return Understood(Answer.STOP, int(rest))
    return None


def accepted(answer: Answer, language: ReadingLanguage) -> set[str]:
    """The words that count for an answer in a language, as they are compared."""
    return {fold(word) for word in wording(language)["words"][answer]}
