"""A person's data in words."""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from tandem.foundation import formatting, phones
from tandem.foundation.languages import OWN_NAMES, Language
from tandem.identity.people import languages, rules
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.types import FIELDS, PersonSummary, StandInLine
from tandem.reference.localities.selectors import canton_name

Row = tuple[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One section on a page: heading, rows of question and answer, where to change it (empty: not here)."""

    title: str
    rows: list[Row]
    change: str


def own_name(language: str) -> str:
    """A language named in itself: "Français"."""
    return OWN_NAMES[Language(language)]


def blocks(
    person: PersonSummary, sections: Iterable[Section], language: str, url_of: Callable[[Section], str]
) -> list[Block]:
    """These sections of a file. `language` is the reader's."""
    facts = {name: getattr(person, name) for names in FIELDS.values() for name in names}
    facts["order"] = person.order
    titles = _titles()
    return [Block(titles[section], rows_of(section, facts, language), url_of(section)) for section in sections]


def _titles() -> dict[Section, str]:
    return {
        Section.IDENTITY: _("Name and numbers"),
        Section.CONTACT: _("E-mail and phone"),
        Section.ADDRESS: _("Address"),
        Section.LANGUAGES: _("Languages"),
        Section.REACH: _("Ways to be reached"),
        Section.NEEDS: _("Needs"),
    }


def rows_of(section: Section, facts: dict[str, Any], language: str) -> list[Row]:
    """Question and answer for each fact of a section, as they are read."""
    return _ROWS[section](facts, language)


def _identity(facts: dict[str, Any], language: str) -> list[Row]:
    born, number = facts["birth_date"], facts["avs_number"] or ""
    return [
        (_("Name"), f"{facts['given_name']} {facts['family_name']}"),
        (_("Date of birth"), formatting.plain_date(born) if born else _("not known")),
        (_("AVS number"), rules.formatted(rules.avs_number(number)) if number else _("not known")),
    ]


def _contact(facts: dict[str, Any], language: str) -> list[Row]:
    nothing = _("none: we write or call another way")
    return [
        (_("E-mail address"), facts["email"] or nothing),
        (_("Phone"), phones.readable(facts["phone"]) or nothing),
    ]


def _address(facts: dict[str, Any], language: str) -> list[Row]:
    lines = [facts["street"], f"{facts['postal_code']} {facts['locality']}".strip()]
    return [
        (_("Address"), "\n".join(line for line in lines if line) or _("not known")),
        (_("Canton"), canton_name(facts["canton"], language=language)),
    ]


def _languages(facts: dict[str, Any], language: str) -> list[Row]:
    return [(_("Speaks"), _listed(facts["speaks"])), (_("Reads"), _listed(facts["reads"]))]


def _reach(facts: dict[str, Any], language: str) -> list[Row]:
    rows = [(_("In this order"), _numbered(facts["channels"]) or _("Nothing chosen"))]
    if facts.get("order") and not facts["channels"]:
        rows.append((_("For now"), _numbered(facts["order"])))
    if facts["reserved_from_digital"]:
        rows.append((_("Paper and desk"), _("Only on paper and at the desk")))
    return rows


def _needs(facts: dict[str, Any], language: str) -> list[Row]:
    interpreter = facts["interpreter"]
    print_and_words = [_("Large print")] * facts["large_print"] + [_("Easy language")] * facts["easy_language"]
    return [
        (_("Interpreter"), languages.both_names(interpreter) if interpreter else _("No interpreter")),
        (_("Letters and talks"), "\n".join(print_and_words) or _("Nothing special")),
    ]


_ROWS: dict[Section, Callable[[dict[str, Any], str], list[Row]]] = {
    Section.IDENTITY: _identity,
    Section.CONTACT: _contact,
    Section.ADDRESS: _address,
    Section.LANGUAGES: _languages,
    Section.REACH: _reach,
    Section.NEEDS: _needs,
}


def _numbered(channels: Iterable[str]) -> str:
    return "\n".join(f"{place}. {Channel(channel).label}" for place, channel in enumerate(channels, 1))


def _listed(codes: Iterable[str]) -> str:
    return "\n".join(map(languages.both_names, codes)) or _("not known")


def stand_in_sentence(line: StandInLine) -> str:
    """Who stands in, from when, until which day, and why."""
    facts = {
        "name": line.substitute,
        "first": formatting.plain_date(line.starts_on),
        "last": formatting.plain_date(line.last_day),
        "reason": line.reason.label,
    }
    if line.has_begun:
        return _("%(name)s, until %(last)s. Reason: %(reason)s.") % facts
    return _("%(name)s, from %(first)s to %(last)s. Reason: %(reason)s.") % facts
