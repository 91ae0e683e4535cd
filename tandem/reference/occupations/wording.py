"""What two spellings of one occupation share: no gender, no number, no accents, no small words.

One function for four languages: a title may mix them, and both sides of a comparison pass through it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tandem.foundation.folding import fold, plain

# Small words that labels and titles use or leave out as they please.
SMALL = frozenset(
    """a al alla alle and at au aux d da das de degli dei del della delle dem den der des di die du e ed ein eine et
    for fuer fur i il im in la le les lo l of oder o ou per pour s sur the und un une et en zum zur von vom mit bei am
    to with nel nella dans chez""".split()  # noqa: SIM905 - a wall of quotes says less
)

# Degrees and qualifications behind a Swiss title.
DEGREES = frozenset(
    """afc afp bachelor bp cap cfc cfp ch dipl diplom diplome diplomee diplomes diplomiert diplomierte diplomierter dn
    eba efz eidg eps epd ep es ete ets fa fh gelernt gelernte gelernter hes hf hfp hpf htl ii master nds qualifie
    qualifiee ss sss sts sup su uni univ""".split()  # noqa: SIM905
)

# One form for the masculine, feminine, neutral and plural endings; the longest that fits wins. Folded: no accents.
_ENDINGS = {
    "fachmann": "fachkrafte fachkraft fachleute fachperson fachpersonen fachfrau fachfrauen",
    "lehrer": "lehrperson lehrpersonen lehrkraft lehrkrafte",
    "kaufmann": "kauffrau kauffrauen kaufleute",
    "mann": "manner leute",
    "arzt": "arztin arztinnen arzte",
    "koch": "kochinnen kochin koche",
    "cook": "cooks",
    "anwalt": "anwaltin anwalte",
    "arbeiter": "arbeitende arbeitenden",
    "angestellt": "angestellten angestellter angestellte",
    "beauftragt": "beauftragter beauftragte",
    "hilf": "hilfen",
    "er": "erinnen erin eres ere eras",
    "": "innen esses",
    "or": "orin eurin eurinnen euses euse eures eure eurs eur",
    "ist": "istin",
    "ent": "entin",
    "ant": "antin",
    "og": "ogin",
    "ekt": "ektin",
    "tiker": "tikerin",
    "tor": "trices trice trici teuse teuses teurs teur tore tori tors",
    "ier": "ieres iere iers iera ieri",
    "ien": "iennes ienne iens",
    "en": "enne",
    "on": "onnes onne",
    "chef": "cheffe cheffin chefin",
    "ieur": "ieuses",
    "if": "ives ive",
    "e": "ees ee es",
    "y": "ies",
    "man": "women woman",
}
_BY_LENGTH = sorted(
    ((ending, neutral) for neutral, endings in _ENDINGS.items() for ending in endings.split()),
    key=lambda pair: -len(pair[0]),
)

_MARKS = re.compile(
    r"""\(?\b(?:[mwfdhxnvi]\s?[/|,-]\s?){1,4}(?:[mwfdhxnvi]|a|gn|div(?:ers)?|all(?:e)?)\b\.?\)?
      | \((?:all\s+genders?|gn|alle?|d|\*|div)\)
      | \b(?:all\s+genders?|h\s?/\s?f|f\s?/\s?h)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What follows a word to open it to both genders: Koch/Köchin stays, Mitarbeiter/in, vendeur(euse), salarié·e do not.
_OPENINGS = re.compile(
    r"""(?<=\w)(?:
        \s?/\s?-?(?:in(?:nen)?|e|euse|trice|iere|ière|ne|nne|ienne|ère|ere|ée|fe|a|rin|n|r|es|se|ve|te|er)\b
      | \s?[(\[]-?\s?(?:/?in(?:nen)?|e|s|es|euse|trice|ière|iere|ne|nne|ienne|ère|ée|fe|a|rin|r|n|/a|/e|/r)[)\]]
      | [*:_·•]-?(?:in(?:nen)?|e(?:[*:·•.]?s)?|euse|trice|ière|ne|nne|fe|rice|r|n)\b
      | \.(?:e|ne|euse|trice|ère|ière)(?:\.s)?\b
      | -(?:e|fe|euse|trice|ière|ère|ne|ée)(?:-s)?\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SECOND_ENDING = re.compile(r"\s?/\s?-(?:mann|frau|männer|frauen|person|kraft|leute)\b", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"(?<=[a-zäöü])In(?:nen)?\b")


def without_gender_marks(text: str) -> str:
    """ "Pflegefachfrau/-mann (m/w/d)" -> "Pflegefachfrau", "Verkäufer*in" -> "Verkäufer"."""
    text = _MARKS.sub(" ", text)
    text = _SECOND_ENDING.sub("", text)
    text = _INNER_CAPITAL.sub("", text)
    return _OPENINGS.sub("", text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The gender- and number-neutral form of a folded word; only good to be compared with another stem."""
    word = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    for ending, neutral in _BY_LENGTH:
        if word.endswith(ending) and len(word) - len(ending) + len(neutral) >= 3:
            word = word[: len(word) - len(ending)] + neutral
            break
    else:
        if word.endswith("in") and len(word) > 6:
            word = word[:-2]
        elif word.endswith("s") and not word.endswith("ss") and len(word) > 4:
            word = word[:-1]
    if len(word) > 4 and word[-1] in "eaio":
        word = word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The stems of the words of a text that carry meaning, in order; "Koch/Köchin" is one."""
    found: list[str] = []
    for word in fold(text).split():
        if word not in SMALL and word not in DEGREES and found[-1:] != [stem(word)]:
            found.append(stem(word))
    return found


def key(text: str) -> str:
    """Equal for two labels of one occupation: "infirmières en soins généraux" and "infirmier de soins généraux"."""
    return " ".join(stems(text))


def forms(label: str) -> Iterator[str]:
    """The ways to read a label that names two genders or variants: "Koch/Köchin" -> "Koch", "Köchin"."""
    for variant in label.split(";"):
        text = without_gender_marks(variant).strip()
        yield text
        sides = [side.strip() for side in text.split("/")]
        if len(sides) == 1 or not all(sides):
            continue
        if len({len(side.split()) for side in sides}) == 1:
            yield from sides
        elif len(sides) == 2 and plain(sides[0].split()[-1])[:3] == plain(sides[1])[:3]:
            # "vendeur/vendeuse en articles de sport"
            yield f"{sides[0]} {sides[1].partition(' ')[2]}"
            yield sides[1]
        else:
            yield from (side for side in sides if len(side.split()) > 1)


def keys(label: str) -> set[str]:
    """Every key under which a label may be found."""
    return {found for form in forms(label) for found in (key(form),) if found}
