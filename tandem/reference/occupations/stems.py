"""A word as its occupation's index knows it: without gender, number and the endings that languages put on them.

The same rules hold for every language, because an ad's title mixes them: what matters is that two forms of one
occupation meet ("Köchin" and "Koch", "infirmière" and "infirmier", "cuoca" and "cuoco") and that two occupations do not.
"""

import functools
import re

from tandem.foundation.folding import fold

# (ending, at least so many letters before it, what it becomes); the first that fits is applied.
_ENDINGS = (
    ("innen", 3, ""),
    ("fachfrau", 0, "fach"),
    ("fachmann", 0, "fach"),
    ("fachleute", 0, "fach"),
    ("fachperson", 0, "fach"),
    ("fachkraft", 0, "fach"),
    ("kauffrau", 0, "kauf"),
    ("kaufmann", 0, "kauf"),
    ("kaufleute", 0, "kauf"),
    ("frau", 4, ""),
    ("mann", 4, ""),
    ("schwester", 5, "pfleg"),
    ("trices", 2, "teur"),
    ("trice", 2, "teur"),
    ("teurs", 2, "teur"),
    ("tore", 3, "teur"),
    ("tori", 3, "teur"),
    ("euses", 3, "eur"),
    ("euse", 3, "eur"),
    ("eures", 3, "eur"),
    ("eure", 3, "eur"),
    ("ieres", 3, "ier"),
    ("iere", 2, "ier"),
    ("iera", 3, "ier"),
    ("ieri", 3, "ier"),
    ("iennes", 3, "ien"),
    ("ienne", 3, "ien"),
    ("ives", 3, "if"),
    ("ive", 4, "if"),
    ("ees", 4, "e"),
    ("ee", 4, "e"),
    ("erin", 3, "er"),
    ("orin", 3, "or"),
    ("istin", 2, "ist"),
    ("entin", 3, "ent"),
    ("antin", 3, "ant"),
    ("ologin", 2, "olog"),
)
_ODD = {
    "kochin": "koch",
    "kochinnen": "koch",
    "arztin": "arzt",
    "arzte": "arzt",
    "anwaltin": "anwalt",
    "gehilfin": "gehilf",
}
_MARKS = re.compile(
    r"\(\s*[a-zà-ü]{1,2}\s*[|/,\-–. ]\s*[a-zà-ü]{1,2}(\s*[|/,\-–. ]\s*[a-zà-ü*]{1,3})?\s*\)"  # (m/w/d), (H/F)
    r"|\b[mwfhdx]\s*[|/]\s*[mwfhdx](\s*[|/]\s*[mwfhdxi])?\b"  # m/w/d, H/F
    r"|[*:_·•]\s*(innen|in|nen|n|r|e|euse|ère|ice|trice|ne)\b"  # Mitarbeiter*in, employé·e
    r"|\(\s*-?(in|innen|e|euse|ère|trice|ne|a|rice|ienne)\s*\)"  # Lehrer(in), assistant(e)
    r"|(?<=\w)[/-]-?(in|innen|e|euse|ère|trice|ne|frau|mann|rice|ière|ienne|a|-frau|-mann)\b",  # Lehrer/-in
    re.IGNORECASE,
)
_CAPITAL_IN = re.compile(r"(?<=[a-zäöü])In(nen)?\b")
STOP = frozenset(
    ["a", "al", "alla", "all", "als", "am", "an", "and", "auf", "au", "aux", "avec", "bei", "bis", "by", "con", "con", "d", "da", "dans", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "die", "du", "e", "ed", "ein", "eine", "el", "en", "et", "for", "fur", "fuer", "gli", "i", "il", "im", "in", "l", "la", "las", "le", "les", "lo", "los", "m", "mit", "nach", "o", "of", "on", "ou", "oder", "par", "per", "por", "pour", "pro", "r", "s", "sur", "the", "to", "un", "una", "und", "une", "uno", "von", "vom", "w", "with", "x", "y", "zu", "zum", "zur", "h", "f"]
)


def without_gender_marks(text: str) -> str:
    """ "Pflegefachfrau/-mann (m/w/d)" -> "Pflegefachfrau": one form is enough, the stem makes both alike."""
    text = _CAPITAL_IN.sub("", text)
    # Most labels carry no mark at all, and the expression is slow to say so.
    return _MARKS.sub(" ", text) if any(sign in text for sign in "(/|*:_·•-") else text


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """One folded word without its endings."""
    if word in _ODD:
        return _ODD[word]
    for ending, before, becomes in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= before:
            return word[: len(word) - len(ending)] + becomes
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word[-1] in "aeio":
        word = word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order, without the words that say nothing about an occupation."""
    return stems_of_folded(fold(without_gender_marks(text)))


def stems_of_folded(folded: str) -> list[str]:
    """The same for a text that is folded and carries no marks any more."""
    return [stem(word) for word in folded.split() if word not in STOP]
