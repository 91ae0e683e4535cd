"""A list of efforts from elsewhere: read, understood and checked before anything is written down.

Nothing is kept here: the outcome is what would be noted and, row by row, what keeps it from being noted.
"""

import contextlib
import csv
import dataclasses
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.eservices.efforts import rules, table
from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.refusals import Refusal
from tandem.reference.localities.selectors import countries

LARGEST = 1_000_000  # bytes; a year of efforts is some 30 kB
MOST_ROWS = 500
LENGTHS = {
    "company": 100,
    "job_title": 100,
    "locality": 100,
    "contact_person": 100,
    "email": 100,
    "form_url": 255,
    "phone": 20,
    "street": 60,
    "house_number": 10,
    "po_box": 6,
    "postal_code": 10,
    "country": 2,
    "rejection_reason": 250,
}
# Five digits as spreadsheets count days: 1982 to 2091.
_SERIAL = re.compile(r"[3-6]\d{4}")
_DAY_ZERO = datetime.date(1899, 12, 30)
_DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y", "%Y/%m/%d")


class CannotBeRead(Refusal):
    """The whole file is of no use; the sentence says what to do."""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: `line` as an editor counts it (in JSON the number of the entry)."""

    line: int
    column: str
    sentence: str


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One effort of the file. `facts` is complete when there are no problems."""

    line: int
    facts: EffortFacts
    problems: tuple[Problem, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What would come of an import. `passed_over`: headings that mean nothing here."""

    rows: tuple[Row, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def facts(self) -> list[EffortFacts]:
        return [row.facts for row in self.rows]


class Flaws(Protocol):
    """What keeps an effort from being noted, as (field, sentence)."""

    def __call__(self, facts: EffortFacts, *, today: datetime.date) -> list[tuple[str, str]]: ...


def _gaps(facts: EffortFacts, *, today: datetime.date) -> list[tuple[str, str]]:
    return [(field, str(gap.label)) for field, gap in rules.gaps(facts, today=today)]


def plan(content: bytes, *, today: datetime.date, flaws: Flaws = _gaps) -> Plan:
    """Read a CSV, TSV or JSON file in any usual encoding. Raises CannotBeRead with a sentence.

    `flaws` says what keeps a row from being noted; `selectors.flaws` also looks its postal code up.
    """
    if len(content) > LARGEST:
        raise CannotBeRead(_("The file is too large. Up to 1 MB can be read: split it into several files."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CannotBeRead(
            _(
                "This is a workbook of Excel or LibreOffice. Open it there and save it as “CSV UTF-8”, then choose"
                " that file."
            )
        )
    text = _decoded(content)
    passed_over: tuple[str, ...] = ()
    if text.lstrip()[:1] in {"[", "{"}:
        found: Iterator[tuple[int, Mapping[str, str]]] = _from_json(text)
    else:
        headings, found = _from_table(text)
        passed_over = tuple(heading for heading in headings if heading and table.column_of(heading) is None)
    rows: list[Row] = []
    for line, cells in found:
        if len(rows) == MOST_ROWS:
            raise CannotBeRead(_("The file has more than 500 efforts. Split it into several files."))
        rows.append(_row(line, cells, lambda facts: flaws(facts, today=today)))
    if not rows:
        raise CannotBeRead(_("The file holds no effort. Below the headings there must be at least one row."))
    return Plan(tuple(rows), passed_over)


def _decoded(content: bytes) -> str:
    """Excel writes UTF-8 with a mark, UTF-16 with a mark, or Windows' own letters."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise CannotBeRead(_("The file is no text. Save it as “CSV UTF-8” or as JSON, then choose that file."))


def _from_table(text: str) -> tuple[list[str], Iterator[tuple[int, Mapping[str, str]]]]:
    lines = text.splitlines(keepends=True)
    skipped = 0
    mark = ""
    # Excel's own first line, "sep=;".
    if lines and lines[0].strip().lower().startswith("sep="):
        mark, skipped = lines[0].strip()[4:5], 1
    while skipped < len(lines) and not lines[skipped].strip():
        skipped += 1
    if skipped == len(lines):
        raise CannotBeRead(_("The file is empty."))
    mark = mark or max("\t;,", key=lines[skipped].count)
    reader = csv.reader(io.StringIO("".join(lines[skipped:]), newline=""), delimiter=mark)
    try:
        headings = [heading.strip() for heading in next(reader)]
    except csv.Error:
        raise _broken(skipped + 1) from None
    known = [table.column_of(heading) for heading in headings]
    if "company" not in known or "applied_on" not in known:
        raise CannotBeRead(
            _("The first line must hold the names of the columns, at least “%(day)s” and “%(company)s”.")
            % {"day": table.COLUMNS["applied_on"], "company": table.COLUMNS["company"]}
        )
    return headings, _cells(reader, known, skipped)


def _cells(reader: Any, known: Sequence[str | None], skipped: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    line = skipped + reader.line_num + 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _broken(line) from None
        if any(cell.strip() for cell in row):
            yield line, {name: _cell(cell) for name, cell in zip(known, row, strict=False) if name}
        line = skipped + reader.line_num + 1


def _broken(line: int) -> CannotBeRead:
    return CannotBeRead(
        _("The file cannot be read from line %(line)s on. Save it again as “CSV UTF-8”.") % {"line": line}
    )


def _cell(text: str) -> str:
    """Without the mark that an export puts before what a spreadsheet would take for a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:2] in set("=+-@") else text


def _from_json(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotBeRead(_("The file is no JSON. Nothing was noted.")) from None
    if isinstance(found, dict):
        found = found.get("efforts", found.get("workEfforts", found.get("content", [found])))
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CannotBeRead(_("The JSON file must hold a list of efforts."))
    for number, entry in enumerate(found, start=1):
        yield number, _flat(entry)


def _flat(entry: Mapping[str, Any]) -> Mapping[str, str]:
    """One JSON object as cells: in our words, or as Job-Room's work effort with its nested channel and address."""
    cells: dict[str, str] = {}
    for key, value in entry.items():
        if isinstance(value, dict):
            cells |= _flat(value)
            continue
        name = _JOBROOM.get(key) or table.column_of(key)
        if name is not None:
            cells[name] = _plain_value(value)
    if "applyStatus" in entry and isinstance(entry["applyStatus"], list):
        said = [str(status) for status in entry["applyStatus"]]
        cells["interview"] = "yes" if "INTERVIEW" in said else cells.get("interview", "no")
        cells["outcome"] = next((status for status in said if status != "INTERVIEW"), "PENDING")
    if isinstance(entry.get("fullTimeJob"), bool):
        cells["workload"] = "full time" if entry["fullTimeJob"] else "part time"
    return cells


_JOBROOM = {
    "applyDate": "applied_on",
    "occupation": "job_title",
    "name": "company",
    "city": "locality",
    "types": "channels",
    "houseNumber": "house_number",
    "poBox": "po_box",
    "postalCode": "postal_code",
    "contactPerson": "contact_person",
    "formUrl": "form_url",
    "ravAssigned": "assigned_by_office",
    "rejectionReason": "rejection_reason",
}


def _plain_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "+".join(str(part) for part in value)
    return str(value).strip()


def _row(line: int, cells: Mapping[str, str], flaws: Callable[[EffortFacts], list[tuple[str, str]]]) -> Row:
    problems: dict[str, str] = {}
    said: dict[str, Any] = {}
    for name in LENGTHS:
        said[name] = _text(name, cells.get(name, ""), problems)
    said["country"] = said["country"].upper() or "CH"
    said["applied_on"] = _day(cells.get("applied_on", ""), problems)
    said["channels"], wrong = table.channels(cells.get("channels", ""))
    if wrong:
        ways = ", ".join(str(channel.label) for channel in Channel)
        problems["channels"] = _("“%(text)s” is no way of applying. Known are: %(known)s.") % {
            "text": wrong,
            "known": ways,
        }
    said["workload"] = _known("workload", cells, table.workload, Workload, problems)
    said["outcome"] = _known("outcome", cells, table.outcome, Outcome, problems)
    said["assigned_by_office"] = _truth("assigned_by_office", cells, problems)
    said["interview"] = bool(_truth("interview", cells, problems))
    facts = EffortFacts(**said)
    for name, sentence in flaws(facts):
        problems.setdefault(name, sentence)
    return Row(
        line,
        facts,
        tuple(Problem(line, str(table.COLUMNS[name]), problems[name]) for name in table.COLUMNS if name in problems),
    )


_EMAIL = EmailValidator()
_URL = URLValidator(schemes=["http", "https"])
_TOO_LONG = gettext_lazy("This is too long: %(length)s signs at most.")


def _text(name: str, text: str, problems: dict[str, str]) -> str:
    text = " ".join(text.split())
    if len(text) > LENGTHS[name]:
        problems[name] = _TOO_LONG % {"length": LENGTHS[name]}
    try:
        if name == "email" and text:
            _EMAIL(text)
        if name == "form_url" and text:
            text = text if "://" in text else f"https://{text}"
            _URL(text)
    except ValidationError as wrong:
        problems.setdefault(name, wrong.messages[0])
    if name == "country" and text and text.upper() not in _countries():
        problems[name] = _("“%(text)s” is no country code. Write two letters, such as CH or DE.") % {"text": text}
    return text


def _countries() -> set[str]:
    return {code for code, _name in countries(language="en")}


def _day(text: str, problems: dict[str, str]) -> datetime.date | None:
    if not text:
        return None
    # A spreadsheet may add the hour: "2026-03-27 00:00:00", "2026-03-27T00:00:00".
    for pattern in _DAYS:
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(re.split(r"[ T]", text)[0], pattern).date()  # noqa: DTZ007 - a day
    # A cell of days that was copied as numbers: Excel and LibreOffice count them.
    if _SERIAL.fullmatch(text):
        return _DAY_ZERO + datetime.timedelta(days=int(text))
    problems["applied_on"] = _("“%(text)s” is no day. Write it as 27.3.2026 or 2026-03-27.") % {"text": text}
    return None


def _known(name: str, cells: Mapping[str, str], read: Any, kind: Any, problems: dict[str, str]) -> Any:
    text = cells.get(name, "")
    value = read(text) if text else None
    if text and value is None:
        known = ", ".join(str(choice.label) for choice in kind)
        problems[name] = _("“%(text)s” is not known here. Known are: %(known)s.") % {"text": text, "known": known}
    return value


def _truth(name: str, cells: Mapping[str, str], problems: dict[str, str]) -> bool | None:
    text = cells.get(name, "")
    value = table.truth(text) if text else None
    if text and value is None:
        problems[name] = _("Write yes or no.")
    return value
