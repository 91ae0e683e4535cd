"""What a file is called on somebody's device, made fit to be shown and to be sent in a header."""

import re
import unicodedata

from tandem.facilities.documents.models import TITLE_LENGTH

# Controls, separators, and the marks that turn the direction of writing: "CV\u202efdp.exe" must not read "CVexe.pdf".
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_EXTENSION = re.compile(r"\.(pdf|jpe?g|png|webp|hei[cf])$", re.IGNORECASE)


def title_of(name: str) -> str:
    """ "C:\\fakepath\\Lebenslauf 2026.PDF" -> "Lebenslauf 2026"; may be empty."""
    last = re.split(r"[\\/]", name)[-1]
    return clean_title(_EXTENSION.sub("", last).replace("_", " "))


def clean_title(text: str) -> str:
    """One line of visible signs, without the blanks around it, cut at its longest."""
    seen = "".join(" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", text) if _is_seen(sign))
    return " ".join(seen.split())[:TITLE_LENGTH].strip()


def _is_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _UNSEEN
