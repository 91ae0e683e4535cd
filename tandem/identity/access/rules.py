"""Who may do what in whose file: the one table of rights, and how its articles are cited. No database, no clock."""

import dataclasses
from collections.abc import Mapping

from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Deed, Purpose, Reach

OFFICIAL = frozenset({Deed.LOOK, Deed.ADMINISTER})
OWN = frozenset({Deed.LOOK, Deed.PREPARE, Deed.SEND, Deed.DISPOSE})
MANDATED = frozenset({Deed.LOOK, Deed.PREPARE, Deed.SEND})
AREAS = (
    Purpose.SEARCH,
    Purpose.DOSSIER,
    Purpose.EFFORTS,
    Purpose.MONTHLY_FORM,
    Purpose.INCAPACITY,
    Purpose.REGISTRATION,
    Purpose.CLAIM,
    Purpose.MESSAGES,
    Purpose.APPOINTMENTS,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Right:
    """One cell: the deeds that it allows, and the article that demands them (empty: the authority names its own).

    `by_reach`: a mandate allows of these deeds what its reach in the area includes.
    """

    deeds: frozenset[Deed]
    article: str = ""
    by_reach: bool = False


# What authorities have a reach: a mandate as it says, a session as far as the person's presence carries.
_REACHING = frozenset({AuthorityKind.MANDATE, AuthorityKind.SESSION})
_HELPING = {
    **{area: Right(MANDATED, by_reach=True) for area in AREAS},
    # Whose file it is: name and contact, never more.
    Purpose.PERSONAL_DATA: Right(frozenset({Deed.LOOK}), by_reach=True),
    # Hints, comments, what was done together: theirs, whatever the reach in an area.
    Purpose.HELP: Right(frozenset({Deed.LOOK, Deed.PREPARE})),
}
_ANSWERING = Right(OFFICIAL, "LPD 41 al. 1 let. c")

# Capacity x kind of authority -> purpose -> right. The table is closed: what does not stand here is refused, whatever
# relation somebody has to the person. So a fund officer never reads efforts, which are the office's to check, and an
# operator never opens a file.
RIGHTS: Mapping[tuple[Capacity, AuthorityKind], Mapping[Purpose, Right]] = {
    # LPD/DSG 25 and LPGA/ATSG 47: everybody may see what is kept about herself. Who is in charge of her is said by
    # the office (LACI 85b); what she contests is answered by others.
    (Capacity.SELF, AuthorityKind.OWN_RIGHT): {
        purpose: Right(OWN) for purpose in Purpose if purpose not in (Purpose.ASSIGNMENT, Purpose.CONTEST)
    },
    # LPGA/ATSG 37: a party may be assisted and represented. The areas are those that a mandate names, row by row; who
    # holds it may also see the mandate itself, put one before the person, and give it back (CO/OR 404 al. 1).
    (Capacity.HELPER, AuthorityKind.MANDATE): {
        **_HELPING,
        Purpose.MANDATES: Right(frozenset({Deed.LOOK, Deed.PREPARE, Deed.STEP_BACK})),
    },
    # LPGA/ATSG 37 al. 1: assisted, by whoever sits beside her because she let them, until she gets up.
    (Capacity.HELPER, AuthorityKind.SESSION): _HELPING,
    # LPD/DSG 41: the body in whose name somebody looked answers for it. For helpers, their structure; for whoever acts
    # for no organisation, and for the platform itself, the operator: the one thing that an operator is shown.
    (Capacity.HELPER, AuthorityKind.LEGAL_DUTY): {Purpose.CONTEST: _ANSWERING},
    (Capacity.OPERATOR, AuthorityKind.LEGAL_DUTY): {Purpose.CONTEST: _ANSWERING},
    # The office checks the efforts each month (OACI 26), counsels and places (LACI 85), says who does it (LACI 85b),
    # takes note of who represents the person (LPGA 37).
    (Capacity.COUNSELLOR, AuthorityKind.LEGAL_DUTY): {
        Purpose.EFFORTS: Right(OFFICIAL, "OACI 26 al. 3"),
        Purpose.REGISTRATION: Right(OFFICIAL, "OACI 19"),
        Purpose.INCAPACITY: Right(OFFICIAL, "OACI 42 al. 1"),
        Purpose.PERSONAL_DATA: Right(OFFICIAL, "LACI 85 al. 1 let. a"),
        Purpose.ASSIGNMENT: Right(OFFICIAL, "LACI 85b al. 1"),
        Purpose.MANDATES: Right(OFFICIAL, "LPGA 37 al. 1"),
        # What the person herself sent to the office, and nothing else that she keeps.
        Purpose.DOSSIER: Right(OFFICIAL, "LACI 85 al. 1 let. a"),
        # LPD/DSG 8: whoever keeps data sees to it that only the right person gets in.
        Purpose.LOG_IN: Right(OFFICIAL, "LPD 8 al. 1"),
        Purpose.CONTEST: _ANSWERING,
    },
    # The fund settles the claim (LACI 81), on the month's indications (OACI 23) and what was reported (OACI 42).
    (Capacity.FUND_OFFICER, AuthorityKind.LEGAL_DUTY): {
        Purpose.MONTHLY_FORM: Right(OFFICIAL, "OACI 23 al. 1"),
        Purpose.INCAPACITY: Right(OFFICIAL, "OACI 42 al. 1"),
        Purpose.CLAIM: Right(OFFICIAL, "OACI 29 al. 1"),
        Purpose.PERSONAL_DATA: Right(OFFICIAL, "LACI 81 al. 1 let. a"),
        Purpose.DOSSIER: Right(OFFICIAL, "LACI 81 al. 1 let. a"),
        Purpose.CONTEST: _ANSWERING,
    },
    # A job of the platform names the article or the schedule it runs under.
    (Capacity.SYSTEM, AuthorityKind.LEGAL_DUTY): {
        Purpose.EFFORTS: Right(OFFICIAL),
        Purpose.DOSSIER: Right(OFFICIAL),
        Purpose.MONTHLY_FORM: Right(OFFICIAL),
        Purpose.CLAIM: Right(OFFICIAL),
        # The registration by post comes in like every other form (LPGA 29 al. 3).
        Purpose.REGISTRATION: Right(OFFICIAL),
        Purpose.INCAPACITY: Right(OFFICIAL),
        Purpose.PERSONAL_DATA: Right(OFFICIAL),
        Purpose.ASSIGNMENT: Right(OFFICIAL),
        Purpose.MANDATES: Right(OFFICIAL),
        Purpose.HELP: Right(OFFICIAL),
    },
}

# What a mandate must reach for each deed. Deeds that do not stand here are nobody's to give away.
NEEDED: Mapping[Deed, Reach] = {
    Deed.LOOK: Reach.READ,
    Deed.PREPARE: Reach.PREPARE,
    Deed.SEND: Reach.SEND,
}


def answer(
    capacity: Capacity,
    authority: AuthorityKind,
    reach: Reach | None,
    purpose: Purpose,
    deed: Deed,
    *,
    confirmed: bool = False,
) -> Answer:
    """The cell of the table: whether this capacity, under this authority, may do this deed for this purpose.

    `reach` is how far a mandate or a session goes for the purpose; nothing else has one. `confirmed`: the person has
    said yes to this very act.
    """
    right = RIGHTS.get((capacity, authority), {}).get(purpose)
    if right is None or deed not in right.deeds or (reach is not None and authority not in _REACHING):
        return Answer.REFUSED
    if not right.by_reach:
        return Answer.ALLOWED
    found = _by_reach(reach, deed)
    return Answer.ALLOWED if found is Answer.TO_BE_CONFIRMED and confirmed else found


def _by_reach(reach: Reach | None, deed: Deed) -> Answer:
    if reach is None or deed not in NEEDED:
        return Answer.REFUSED
    if reach.includes(NEEDED[deed]):
        return Answer.ALLOWED
    if deed is Deed.SEND and reach is Reach.SEND_WITH_CONFIRMATION:
        return Answer.TO_BE_CONFIRMED
    return Answer.REFUSED


def article(capacity: Capacity, authority: AuthorityKind, purpose: Purpose) -> str:
    """The article behind a row of the table; empty where the authority names its own ground, or nothing allows it."""
    right = RIGHTS.get((capacity, authority), {}).get(purpose)
    return right.article if right else ""


# Abbreviations and marks as each language writes them; the French ones stand in the code and in the ledger.
NO_BREAK = "\u00a0"
_GERMAN_LAWS = {"LACI": "AVIG", "OACI": "AVIV", "LPGA": "ATSG", "LPD": "DSG", "LAFam": "FamZG", "LPP": "BVG"}
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
