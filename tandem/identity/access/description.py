"""The table of rights as a document for people: who may do what in whose file, why, and which verbs there are."""

from collections.abc import Iterable

from tandem.identity.access import registry
from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Deed, Purpose, Reach
from tandem.identity.access.rules import RIGHTS, Right, answer

_HEAD = """# Who may do what in whose file

Written by `manage.py rights --write docs/rights.md` from `tandem/identity/access/rules.py` and the verbs that the
features register; the checks refuse an old one. What does not stand here is refused. Why so: `docs/adr/0013`.
"""
_MANDATES = """
## Mandates: what each reach allows

"To be confirmed": the act counts once the person has confirmed it.

"""
_VERBS = """
## Verbs

What each verb is, and what the person reads about it on her page "Who looked".

"""


def rights() -> str:
    """The document, in English, as Markdown."""
    parts = [_HEAD]
    for (capacity, kind), purposes in RIGHTS.items():
        parts.append(f"\n## {capacity.label}: {kind.label.lower()}\n\n")
        parts.append(_table(("Purpose", "Deeds", "Article"), (_row(*cell) for cell in purposes.items())))
    parts.append(_MANDATES)
    parts.append(_table(("Deed", *(str(reach.label) for reach in Reach)), map(_by_reach, Deed)))
    parts.append(_VERBS)
    sentences = ((f"`{verb}`", act.deed.label, str(act.sentence)) for verb, act in sorted(registry.acts.items()))
    parts.append(_table(("Verb", "Deed", "Sentence"), sentences))
    return "".join(parts)


def _row(purpose: Purpose, right: Right) -> tuple[str, str, str]:
    deeds = ", ".join(deed.label.lower() for deed in Deed if deed in right.deeds)
    return str(purpose.label), f"{deeds} (by reach)" if right.by_reach else deeds, right.article or "-"


def _by_reach(deed: Deed) -> tuple[str, ...]:
    words = {Answer.ALLOWED: "yes", Answer.TO_BE_CONFIRMED: "to be confirmed", Answer.REFUSED: "no"}
    helper, mandate, area = Capacity.HELPER, AuthorityKind.MANDATE, Purpose.EFFORTS
    return str(deed.label), *(words[answer(helper, mandate, reach, area, deed)] for reach in Reach)


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = tuple(head)
    lines = [columns, ("---",) * len(columns), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
