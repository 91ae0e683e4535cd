"""Who may open a file for what (the table), and how the ledger is chained (the hash). No database, no clock."""

import datetime
import hashlib
import json
from collections.abc import Mapping

from tandem.identity.access.enums import AuthorityKind, Capacity, Purpose

# Capacity x kind of authority -> purpose -> the article that demands it (empty: the authority names its own ground).
# The table is closed: what does not stand here is refused, whatever relation somebody has to the person. So a fund
# officer never reads efforts, which are the office's to check, and an operator never opens a file at all.
RIGHTS: Mapping[tuple[Capacity, AuthorityKind], Mapping[Purpose, str]] = {
    # LPD/DSG 25 and LPGA/ATSG 47: everybody may see what is kept about herself.
    (Capacity.SELF, AuthorityKind.OWN_RIGHT): {
        Purpose.EFFORTS: "",
        Purpose.PERSONAL_DATA: "",
        Purpose.WHO_LOOKED: "",
    },
    # The office checks the efforts each month (OACI 26), counsels and places (LACI 85), says who does it (LACI 85b).
    (Capacity.COUNSELLOR, AuthorityKind.LEGAL_DUTY): {
        Purpose.EFFORTS: "OACI 26 al. 3",
        Purpose.PERSONAL_DATA: "LACI 85 al. 1 let. a",
        Purpose.ASSIGNMENT: "LACI 85b al. 1",
    },
    # The fund settles the claim (LACI 81).
    (Capacity.FUND_OFFICER, AuthorityKind.LEGAL_DUTY): {
        Purpose.PERSONAL_DATA: "LACI 81 al. 1 let. a",
    },
    # A job of the platform names the article or the schedule it runs under.
    (Capacity.SYSTEM, AuthorityKind.LEGAL_DUTY): {
        Purpose.EFFORTS: "",
        Purpose.PERSONAL_DATA: "",
        Purpose.ASSIGNMENT: "",
    },
}


def article(capacity: Capacity, authority: AuthorityKind, purpose: Purpose) -> str | None:
    """The article that lets somebody open a file, "" where the authority needs none, None where nothing does."""
    return RIGHTS.get((capacity, authority), {}).get(purpose)


# Abbreviations and marks as each language writes them; the French ones stand in the code and in the ledger.
NO_BREAK = "\u00a0"
_GERMAN_LAWS = {"LACI": "AVIG", "OACI": "AVIV", "LPGA": "ATSG", "LPD": "DSG"}
_WORDS = {
    "de": {**_GERMAN_LAWS, "art.": "Art.", "al.": "Abs.", "let.": "Bst."},
    "it": {"LACI": "LADI", "OACI": "OADI", "al.": "cpv.", "let.": "lett."},
    "en": {**_GERMAN_LAWS, "art.": "Art.", "al.": "para.", "let.": "lit."},
}


def citation(article: str, language: str) -> str:
    """ "LACI 85 al. 1 let. a" as its readers cite it: "Art. 85 Abs. 1 Bst. a AVIG", "art. 85 cpv. 1 lett. a LADI".

    Its blanks do not break, so that no line ends in "art.". What is no article (a mandate's number, the name of a
    schedule) comes back as it is.
    """
    law, _, place = article.partition(" ")
    if law not in _GERMAN_LAWS or not place:
        return article
    words = _WORDS.get(language, {})
    return NO_BREAK.join(words.get(part, part) for part in ["art.", *place.split(), law])


Fact = str | int | datetime.datetime | None
FIRST = b"\x00" * 32


def entry_hash(previous: bytes, facts: Mapping[str, Fact]) -> bytes:
    """SHA-256 over the previous hash (32 bytes) and the canonical JSON of `facts` (sorted keys, no blanks, UTF-8).

    Absent facts (None, "") are left out, so that a column added later changes no hash of the rows before it.
    """
    present = {key: _plain(value) for key, value in facts.items() if value is not None and value != ""}
    canonical = json.dumps(present, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()


def _plain(value: Fact) -> str | int | None:
    return canonical_moment(value) if isinstance(value, datetime.datetime) else value


def canonical_moment(moment: datetime.datetime) -> str:
    """The same text for the same moment, in whichever zone it is held: UTC, microseconds, as PostgreSQL keeps it.

    Raises ValueError for a moment without zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment in the ledger has a time zone")
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")
