"""The stream of invented ads."""

import datetime
from collections.abc import Iterator

from tandem.market.ads.enums import AdSource, LanguageLevel
from tandem.market.ads.generator import facts, wording
from tandem.market.ads.generator.content import LANGUAGES, Family, Occupation, families
from tandem.market.ads.generator.dice import Dice, Weighted
from tandem.market.ads.generator.parties import parties
from tandem.market.ads.generator.places import places
from tandem.market.ads.types import AdRecord, LanguageSkillRecord
from tandem.reference.localities.types import Place

# Romansh places advertise in German.
LANGUAGE_OF_PLACE = {"de": "de", "fr": "fr", "it": "it", "rm": "de"}
TWO_LANGUAGES, ALL_LANGUAGES = 0.06, 0.01
SECOND_LANGUAGES = {"de": ("fr", "en"), "fr": ("de", "en"), "it": ("de", "en"), "en": ("de", "fr")}
WITH_ADDRESS_OF_ORIGINAL = 0.885


def generate(count: int, *, seed: int, today: datetime.date) -> Iterator[AdRecord]:
    """`count` invented ads, one after the other, all open on `today`.

    A longer stream of the same seed and day begins with the shorter one. ValueError for a negative count, at once;
    `places.NoPlaces` at the first ad before the country's localities are loaded.
    """
    if count < 0:
        raise ValueError("a negative number of ads was asked for")
    return _stream(count, seed, today)


def _stream(count: int, seed: int, today: datetime.date) -> Iterator[AdRecord]:
    dice = Dice(seed)
    where = places()
    wanted = [(family, occupation) for family in families() for occupation in family.occupations]
    occupations = Weighted(wanted, [occupation.weight for _family, occupation in wanted])
    for number in range(1, count + 1):
        family, occupation = occupations.pick(dice)
        yield _ad(dice, family, occupation, where.pick(dice), number=f"{seed}-{number}", today=today)


def _ad(
    dice: Dice, family: Family, occupation: Occupation, place: Place, *, number: str, today: datetime.date
) -> AdRecord:
    region = LANGUAGE_OF_PLACE[place.language]
    languages = _languages(dice, family, region)
    named = parties(dice, family, region, place, number=number)
    least, most = facts.workload(dice, family)
    drawn = wording.draft(dice, family, occupation, workload=f"{least}–{most} %" if least < most else f"{most} %")
    published = facts.publication(dice, today)
    source = facts.SOURCES.pick(dice)
    texts = tuple(
        wording.text_in(
            language,
            drawn,
            family,
            occupation,
            company=named.company_name,
            agency=named.agency,
            city=place.locality.partition(" (")[0],
            contact=named.contact,
        )
        for language in languages
    )
    return AdRecord(
        external_id=number,
        source=source,
        texts=texts,
        external_reference=f"REF-{number}",
        external_url=_address_of_original(dice, source, number),
        fingerprint=f"example-{number}" if source == AdSource.EXTERN else "",
        company_name=named.agency or named.company_name,
        surrogate=bool(named.agency),
        number_of_jobs=2 + dice.below(4) if dice.happens(0.08) else 1,
        workload_min=least,
        workload_max=most,
        city=place.locality,
        postal_code=place.postal_code,
        commune_code=str(place.commune_number),
        canton=place.canton,
        country="CH",
        longitude=place.longitude,
        latitude=place.latitude,
        occupations=(facts.occupation(dice, occupation),),
        language_skills=_language_skills(dice, languages[0], occupation),
        company=named.company,
        apply_channel=named.apply_channel,
        public_contact=named.public_contact,
        confidential=named.confidential,
        **published,
        **facts.obligation(dice, occupation, published["publication_starts_on"]),
        **facts.employment(dice, today),
        **facts.salary(dice, occupation),
        **facts.surroundings(dice, family),
    )


def _languages(dice: Dice, family: Family, region: str) -> tuple[str, ...]:
    first = "en" if dice.happens(family.english) else region
    draw = dice.roll()
    if draw < ALL_LANGUAGES:
        return (first, *(language for language in LANGUAGES if language != first))
    if draw < ALL_LANGUAGES + TWO_LANGUAGES:
        return (first, dice.one(SECOND_LANGUAGES[first]))
    return (first,)


def _language_skills(dice: Dice, language: str, occupation: Occupation) -> tuple[LanguageSkillRecord, ...]:
    level = LanguageLevel.PROFICIENT if occupation.is_skilled else LanguageLevel.INTERMEDIATE
    skills = [LanguageSkillRecord(language, level.value, level.value)]
    if dice.happens(0.25):
        other = dice.one(SECOND_LANGUAGES[language])
        skills.append(LanguageSkillRecord(other, LanguageLevel.INTERMEDIATE.value, LanguageLevel.BASIC.value))
    return tuple(skills)


def _address_of_original(dice: Dice, source: str, number: str) -> str:
    """Ads that were entered by hand have none; the others nearly always."""
    entered = source in {AdSource.JOBROOM, AdSource.RAV}
    return "" if entered or not dice.happens(WITH_ADDRESS_OF_ORIGINAL) else f"https://www.example.com/jobs/{number}"
