"""The ways in which people write the name of a place."""

import re
from collections.abc import Iterator

from tandem.foundation.folding import fold
from tandem.reference.localities.vocabulary import SAINTS

_SUFFIX = re.compile(r" (?:[A-Z]{2}|\d{1,2}|\([^)]*\)|b\. .+|bei .+|i\. .+)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def name_key(text: str) -> str:
    """What two spellings of one name share: "Châtel-St-Denis", "Chatel Saint-Denis" -> "chatel st denis"."""
    return " ".join(SAINTS.get(word, word) for word in fold(text).split())


def spellings(name: str) -> Iterator[tuple[str, bool]]:
    """Keys under which an official name is found, each with whether it is the whole name.

    "Pfäffikon ZH" is found as itself, as "Pfäffikon" and as "Pfaeffikon"; "Biel/Bienne" as both and each.
    """
    whole = {name}
    parts = {part for form in (name, _SUFFIX.sub("", name)) for part in (form, *form.split("/"))} - {name, ""}
    for forms, is_whole in ((whole, True), (parts, False)):
        for form in sorted(forms):
            yield name_key(form), is_whole
            if form.translate(_UMLAUTS) != form:
                yield name_key(form.translate(_UMLAUTS)), is_whole
