"""What a JobPosting says about the occupation, also in the properties that senders add."""

import re
from typing import Any

from tandem.market.ads.enums import WorkExperience
from tandem.market.ads.import_ import values
from tandem.market.ads.import_.resolving import occupation_of_avam, occupation_of_title
from tandem.market.ads.types import OccupationRecord, TextRecord

_CHISCO = re.compile(r"^\d{5}$")
_ISCO = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Properties:
    """The `additionalProperty` members that are understood."""

    def __init__(self, raw: Any) -> None:
        self._values: dict[str, Any] = {}
        for one in raw if isinstance(raw, list) else []:
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                self._values[one["name"].lower()] = one.get("value")

    def text(self, *names: str) -> str:
        if not self._values:
            return ""
        found = next((self._values[name] for name in names if self._values.get(name) is not None), None)
        return "" if isinstance(found, list | dict) else values.line(found, names[0], limit=2000)

    @property
    def kinds(self) -> set[str]:
        return {self.text("contract").upper(), self.text("type").upper().replace("-", "_")} - {""}

    @property
    def postal_code(self) -> str:
        return self.text("postcode", "postal_code")[:10]

    @property
    def canton(self) -> str:
        canton = self.text("canton")
        return canton if len(canton) == 2 else ""

    @property
    def point(self) -> tuple[float, float] | None:
        return values.point(self._values.get("lat"), self._values.get("lon"))

    @property
    def chisco(self) -> str:
        codes = self._values.get("ch_isco_19")
        listed = codes if isinstance(codes, list) else [codes]
        return next((str(code) for code in listed if _CHISCO.match(str(code))), "")


def occupation_of(raw: dict[str, Any], text: TextRecord, properties: Properties) -> OccupationRecord | None:
    """The occupation by a code that we know, else by the title; None when neither tells."""
    avam, isco = properties.text("avam", "avam_code"), ""
    for one in _categories(raw.get("occupationalCategory")):
        code = str(one.get("codeValue") or "") if isinstance(one, dict) else str(one)
        code_set = str(one.get("inCodeSet") or "") if isinstance(one, dict) else ""
        if "avam" in code_set.lower():
            avam = avam or code
        elif ("isco" in code_set.lower() or not code_set) and (found := _ISCO.search(code)):
            isco = isco or found[0]
    by_code = occupation_of_avam(avam) if avam else None
    known = by_code or occupation_of_title(text.title, text.language)
    if known is None and not isco and not properties.chisco:
        return None
    known = known or OccupationRecord()
    return OccupationRecord(
        concept_id=known.concept_id,
        isco_code=isco or known.isco_code or properties.chisco[:4],
        chisco_code=properties.chisco or known.chisco_code,
        avam_code=avam[:16] if by_code else "",
        detected=by_code is None and bool(known.concept_id),
        work_experience=experience_of(raw),
    )


def _categories(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def experience_of(raw: dict[str, Any]) -> str:
    """The months of experience as a code; empty when they are not given as a number."""
    needed = raw.get("experienceRequirements")
    months = needed.get("monthsOfExperience") if isinstance(needed, dict) else None
    count = values.whole(months, "experienceRequirements", low=0, high=1200)
    if count is None:
        return ""
    steps = (
        (1, WorkExperience.NO_EXPERIENCE),
        (12, WorkExperience.LESS_THAN_1_YEAR),
        (36, WorkExperience.MORE_THAN_1_YEAR),
    )
    return next((code.value for below, code in steps if count < below), WorkExperience.MORE_THAN_3_YEARS.value)
