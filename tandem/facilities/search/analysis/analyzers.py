"""From a word to the terms of the index, by language. All engines share this, so all understand the same."""

import functools
from pathlib import Path

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from tandem.facilities.search.analysis.folding import spellings
from tandem.facilities.search.analysis.stopwords import STOP_WORDS

# Raise when terms change: an index built with other terms is then known to be outdated.
VERSION = 1
NAMES = "names"
PARTS = "parts"
VOCABULARY = "vocabulary"
_LONGEST_WORD = 60
_STEMMERS = {"de": "german", "fr": "french", "it": "italian", "en": "english"}
_COMPOUNDS = Path(__file__).parent / "compounds.de.txt"


def _common() -> TextAnalyzerBuilder:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD)).filter(Filter.lowercase())


def _of_language(language: str) -> TextAnalyzer:
    return (
        _common()
        .filter(Filter.custom_stopword(sorted(STOP_WORDS[language])))
        .filter(Filter.stemmer(_STEMMERS[language]))
        .filter(Filter.ascii_fold())
        .build()
    )


def _of_compounds() -> TextAnalyzer:
    """Stop words before the cut, the cut before the stemmer, the stemmer before folding: another order loses words."""
    lines = _COMPOUNDS.read_text(encoding="utf-8").splitlines()
    parts = [line for line in lines if line and not line.startswith("#")]
    return (
        _common()
        .filter(Filter.custom_stopword(sorted(STOP_WORDS["de"])))
        .filter(Filter.split_compound(parts))
        .filter(Filter.stemmer("german"))
        .filter(Filter.ascii_fold())
        .build()
    )


@functools.cache
def analyzers() -> dict[str, TextAnalyzer]:
    """By the name under which an index knows them."""
    return {
        **{language: _of_language(language) for language in _STEMMERS},
        NAMES: _common().filter(Filter.ascii_fold()).build(),
        PARTS: _of_compounds(),
        VOCABULARY: TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
    }


@functools.lru_cache(maxsize=20_000)
def terms(word: str, analyzer: str) -> tuple[str, ...]:
    """The terms that one word may have in the index, the likeliest first; none for a word that says nothing."""
    found: dict[str, None] = {}
    for spelling in spellings(word, analyzer):
        for term in analyzers()[analyzer].analyze(spelling):
            found.setdefault(term)
    return tuple(found)


@functools.lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a German compound in each of its spellings; one part when it is none."""
    found: dict[tuple[str, ...], None] = {}
    for spelling in spellings(word, "de"):
        cut = tuple(dict.fromkeys(analyzers()[PARTS].analyze(spelling)))
        if cut:
            found.setdefault(cut)
    return tuple(found)
