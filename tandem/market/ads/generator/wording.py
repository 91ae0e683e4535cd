"""The words of an invented ad. What it says is drawn once, then said in each of its languages."""

import dataclasses

from tandem.market.ads.generator.content import Family, GeneralWords, Occupation, general_words
from tandem.market.ads.generator.dice import Dice
from tandem.market.ads.types import TextRecord


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """Positions in the lists of `content`, the same for every language of one ad."""

    title: int
    workload: str
    opening: int
    trade_opening: int
    headings: int
    duties: tuple[int, ...]
    requirements: tuple[int, ...]
    offers: tuple[int, ...]
    skills: tuple[int, ...]
    closing: int
    contact: int


def draft(dice: Dice, family: Family, occupation: Occupation, *, workload: str) -> Draft:
    duties = _duties(dice, family, occupation)
    said = general_words()["de"]
    trade = family.words["de"]
    return Draft(
        title=dice.below(2),
        workload=workload if dice.happens(0.4) else "",
        opening=dice.below(len(said.openings) * len(said.agency_openings)),
        trade_opening=dice.below(len(trade.openings)) if dice.happens(0.55) else -1,
        headings=dice.below(len(said.duties_headings)),
        duties=duties,
        requirements=dice.some(3 + dice.below(3), len(trade.requirements)),
        offers=dice.some(3 + dice.below(4), len(said.offers)),
        skills=dice.some(2 + dice.below(4), len(trade.skills)),
        closing=dice.below(len(said.closings)),
        contact=dice.below(len(said.contacts)),
    )


def text_in(
    language: str,
    drawn: Draft,
    family: Family,
    occupation: Occupation,
    *,
    company: str,
    agency: str,
    city: str,
    contact: str,
) -> TextRecord:
    """The ad in one language. With an `agency`, the employer is not named."""
    said, trade = general_words()[language], family.words[language]
    titles = occupation.titles[language]
    title = titles[drawn.title % len(titles)]
    paragraphs = [_opening(drawn, said, agency=agency, company=company, city=city)]
    if drawn.trade_opening >= 0 and not agency:
        paragraphs = [trade.openings[drawn.trade_opening].format(company=company), *paragraphs]
    duties = [*occupation.duties[language], *(trade.duties[position] for position in drawn.duties)]
    paragraphs += [
        _list(said.duties_headings[drawn.headings], duties),
        _list(said.requirements_headings[drawn.headings], [trade.requirements[at] for at in drawn.requirements]),
        _list(said.offers_headings[drawn.headings], [said.offers[at] for at in drawn.offers]),
        said.closings[drawn.closing],
    ]
    if contact:
        paragraphs[-1] += " " + said.contacts[drawn.contact].format(contact=contact)
    return TextRecord(
        language=language,
        title=f"{title}, {drawn.workload}" if drawn.workload else title,
        description="\n\n".join(paragraphs),
        skills=tuple(trade.skills[position] for position in drawn.skills),
    )


def _duties(dice: Dice, family: Family, occupation: Occupation) -> tuple[int, ...]:
    drawn = dice.some(3 + dice.below(4), len(family.words["de"].duties))
    return drawn if occupation.is_skilled else tuple(at for at in drawn if at not in family.skilled_duties)


def _opening(drawn: Draft, said: GeneralWords, *, agency: str, company: str, city: str) -> str:
    openings = said.agency_openings if agency else said.openings
    return openings[drawn.opening % len(openings)].format(company=agency or company, city=city)


def _list(heading: str, items: list[str]) -> str:
    return f"## {heading}\n\n* " + "\n* ".join(items)
