"""In which of the four languages a text is written.

Short everyday words vote first: that settles nearly every ad in a few microseconds. Only a text with too few of them
is shown to the statistical model, which brings numpy with it and is loaded when the first such text comes.
"""

import functools
import os
import re
from collections import Counter
from typing import Any

from tandem.foundation.languages import Language
from tandem.market.ads.import_.rejected import Rejected

_WORDS = {
    "de": (
        "der die das und oder mit für wir sie ihre ihr unsere bei von zu im den dem ein eine einen ist sind werden als"
        " auf nach über sowie bieten suchen kenntnisse"
    ),
    "fr": (
        "le la les et ou avec pour nous vous votre vos notre nos chez de du des un une est sont dans sur par au aux"
        " ainsi recherchons poste"
    ),
    "it": (
        "il lo la gli e o con per noi voi lei sua suo nostra nostro presso di del della dei delle un una è sono nel"
        " nella su al alla cerchiamo offriamo"
    ),
    "en": (
        "the and or with for we you your our at of to in a an is are will as on be this that have who team skills"
        " experience"
    ),
}
_VOTES: dict[str, tuple[str, ...]] = {}
for _language, _list in _WORDS.items():
    for _word in _list.split():
        _VOTES[_word] = (*_VOTES.get(_word, ()), _language)
# Letters of Latin script, small: naming them is twice as fast as excluding all else.
_TOKEN = re.compile(r"[a-zß-öø-ɏ]+")
_READ = 600
_GLANCE = 200
_ENOUGH = 4
_NAMES = {
    "german": "de", "deutsch": "de", "allemand": "de", "tedesco": "de", "deu": "de", "ger": "de",
    "french": "fr", "französisch": "fr", "français": "fr", "francese": "fr", "fra": "fr", "fre": "fr",
    "italian": "it", "italienisch": "it", "italien": "it", "italiano": "it", "ita": "it",
    "english": "en", "englisch": "en", "anglais": "en", "inglese": "en", "eng": "en",
}  # fmt: skip


def language_of(text: str, *, said: str, field: str) -> str:
    """The language of a text: what the sender says unless the text plainly speaks another one.

    Raises `Rejected` when the sender names a fifth language and the text does not speak one of the four.
    """
    named = _NAMES.get(said.lower(), said.lower()[:2])
    if named in _WORDS and _agrees(text, named):
        return named
    votes = _votes(text)
    best, second = sorted(votes, key=lambda language: -votes[language])[:2]
    clear = votes[best] >= max(_ENOUGH, 2 * votes[second])
    if named in _WORDS:
        return best if clear and votes[best] >= 3 * votes[named] + _ENOUGH else named
    if clear:
        return best
    if said:
        raise Rejected(field, f"The language “{said[:20]}” is none of de, fr, it and en, and neither is the text.")
    return str(_model().classify(text[:_READ])[0])


def _agrees(text: str, named: str) -> bool:
    """Whether a short look already finds the language that the sender names, and no other as much.

    Cut at blanks: a word beside a comma does not vote, which costs less than finding the comma.
    """
    votes = dict.fromkeys(_WORDS, 0)
    for languages in map(_VOTES.get, text[:_GLANCE].lower().split()):
        for language in languages or ():
            votes[language] += 1
    return votes[named] >= _ENOUGH and votes[named] == max(votes.values())


def _votes(text: str) -> dict[str, int]:
    votes = dict.fromkeys(_WORDS, 0)
    # Counted by the languages that share a word: a dozen sums instead of a hundred.
    shared = Counter(map(_VOTES.get, _TOKEN.findall(text[:_READ].lower())))
    for languages, count in shared.items():
        for language in languages or ():
            votes[language] += count
    return votes


@functools.cache
def _model() -> Any:
    # Each thread of numpy's algebra library reserves memory, and classifying one text needs none of them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 60 MB of numpy, rarely needed

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(Language.values)
    return model
