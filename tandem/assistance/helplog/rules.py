"""What may be shown of counts, which screen a page is, until when help can be noted. No database, no clock.

LPD/DSG 39 al. 1 let. c: what is published about groups must not let anybody be recognised. The threshold and the way
it is held are the house's own (docs/adr/0125).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence

from tandem.assistance.helplog.types import Given, Row, Table

# Fewer people than this are not shown, nor what would tell how many they are.
SMALL = 5
# Help of so many days ago can still be noted: a month's report is complete a week after it.
NOTED_WITHIN = datetime.timedelta(days=31)
MOST_MINUTES = 480
MOST_PEOPLE = 200
# How long a line about a person is kept while her file is open, and a report can be made.
NOTES_KEPT_MONTHS = 24
REPORTED_MONTHS = 13
# What the public page adds up: so many complete months, never the running one, so that nobody sees a number tick.
PUBLIC_MONTHS = 6

FACTS: Mapping[str, Callable[[Given], str]] = {
    "theme": lambda given: given.theme,
    "level": lambda given: given.level,
    "place": lambda given: given.place,
    "material": lambda given: given.material,
    "waited": lambda given: given.waited,
    "screen": lambda given: given.screen,
    "kind": lambda given: given.kind,
    "source": lambda given: given.source,
    "stand_in": lambda given: "yes" if given.by_stand_in else "no",
}

# The longest beginning of a page's address name that stands here says which screen it is.
_SCREENS = {
    "account_signup": "sign_up",
    "account_": "log_in",
    "accounts:": "log_in",
    "factors:": "factors",
    "factors:log_in": "log_in",
    "factors:passkey": "log_in",
    "activation:": "first_log_in",
    "homes:home": "home",
    "ads:search": "search",
    "ads:": "ad",
    "efforts:": "note_effort",
    "efforts:file": "file_efforts",
    "efforts:receipt": "file_efforts",
    "efforts:month": "file_efforts",
    "dossier:": "documents",
    "notifications:": "messages",
    "mandates:": "mandates",
    "people:": "about_me",
    "access:": "who_looked",
}
_FORMS = {
    "declarations.month": "monthly_form",
    "declarations.incapacity": "incapacity",
    "claims.": "claim",
    "registration": "registration",
    "efforts.": "file_efforts",
}


def screen_of(address: str, form: str = "") -> str:
    """The screen behind the name of an address ("efforts:new"), for forms by their key; empty for an unknown one."""
    if address.startswith(("procedures:", "on_paper:")):
        return _longest(_FORMS, form)
    return _longest(_SCREENS, address)


def _longest(known: Mapping[str, str], name: str) -> str:
    found = [start for start in known if name.startswith(start)]
    return known[max(found, key=len)] if found else ""


def tables(lines: Sequence[Given], keys: Mapping[str, Sequence[str]]) -> tuple[Row, list[Table]]:
    """The total and a table for each fact named in `keys`, with its values in that order; what is small is hidden.

    All tables have the same total. Where one can only be kept by hiding the total, it is hidden in all of them.
    """
    counted = {name: _counted(lines, FACTS[name], keys[name]) for name in keys}
    hidden = {
        name: to_hide({row.key: (row.helps or 0, row.people or 0) for row in rows}) for name, rows in counted.items()
    }
    total = _row("total", lines)
    if 0 < (total.people or 0) < SMALL or None in hidden.values():
        return _blank("total"), [
            Table(name=name, rows=[_blank(row.key) if row.helps else row for row in rows])
            for name, rows in counted.items()
        ]
    return total, [
        Table(name=name, rows=[_blank(row.key) if row.key in (hidden[name] or ()) else row for row in rows])
        for name, rows in counted.items()
    ]


def alone(key: str, lines: Sequence[Given]) -> Row:
    """One row that belongs to no table; hidden where it is about fewer people than are shown."""
    row = _row(key, lines)
    return _blank(key) if 0 < (row.people or 0) < SMALL else row


def to_hide(cells: Mapping[str, tuple[int, int]]) -> frozenset[str] | None:
    """Which of a table's cells (helps, people) are hidden beside a total that is shown; None: hide the total as well.

    Each cell with fewer than SMALL people is hidden. The total minus what is shown is then the sum of the hidden ones:
    so the smallest others are hidden with them until there are two at least, and until their sums leave it open for
    each whether it is small. Nothing is nobody's, so it is shown.
    """
    filled = sorted(((people, helps, key) for key, (helps, people) in cells.items() if helps), reverse=True)
    hidden: list[tuple[int, int, str]] = []
    while filled and (filled[-1][0] < SMALL or (hidden and not _stays_open(hidden))):
        hidden.append(filled.pop())
    if hidden and not _stays_open(hidden):
        return None
    return frozenset(key for _people, _helps, key in hidden)


def _stays_open(hidden: Sequence[tuple[int, int, str]]) -> bool:
    """Whether each of these could be 1 and could be SMALL, for all that their sums tell."""
    others = len(hidden) - 1
    people, helps = sum(cell[0] for cell in hidden), sum(cell[1] for cell in hidden)
    return others > 0 and people - others >= SMALL and helps - others >= SMALL


def _counted(lines: Sequence[Given], fact: Callable[[Given], str], keys: Iterable[str]) -> list[Row]:
    return [_row(key, [line for line in lines if fact(line) == key]) for key in keys]


def _row(key: str, lines: Sequence[Given]) -> Row:
    marks = {line.mark for line in lines if line.mark}
    return Row(
        key=key,
        helps=len(lines),
        minutes=sum(line.minutes for line in lines),
        people=len(marks) + sum(line.people for line in lines if not line.mark),
    )


def _blank(key: str) -> Row:
    return Row(key=key, helps=None, minutes=None, people=None)


def ranked(helps: Mapping[str, int]) -> list[tuple[str, int]]:
    """Screens by the help they caused, the most first; those with little are left out."""
    return sorted(
        ((key, number) for key, number in helps.items() if number >= SMALL), key=lambda row: (-row[1], row[0])
    )
