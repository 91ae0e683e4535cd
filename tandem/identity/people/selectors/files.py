import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tandem.foundation.beside import listed
from tandem.foundation.clock import day_of
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer, AuthorityKind, Capacity, Purpose
from tandem.identity.access.selectors import permit
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import in_force
from tandem.identity.people import rules
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import ChangeNotice, Person, StandIn
from tandem.identity.people.registry import ReadAlong, Sign, lists, marks
from tandem.identity.people.selectors.glance import exists
from tandem.identity.people.selectors.reach import order_of
from tandem.identity.people.types import FIELDS, InsuredPerson, Known, NoticeLine, PersonSummary


class Beside:
    """What a feature reads in one question with who the opened file is about.

    `build` takes values by name and gives columns (`foundation.beside.listed`), in which `OuterRef("pk")` is the
    person. `examples`: as for `foundation.prepared.Rows`.
    """

    def __init__(self, build: Callable[..., Mapping[str, Any]], **examples: Any) -> None:
        self._build = build
        self._examples = examples
        # Built once for what is registered.
        self._asking = functools.cache(self._ask)

    def of(self, file: Acting, **values: Any) -> tuple[PersonSummary, Mapping[str, Any]]:
        """Who she is, and the columns; `file` is what `open_file` returned. Raises Hidden."""
        person = self._read(file.file(), values)
        if person is None:
            raise Hidden
        return _counted(person), vars(person)

    def of_own(self, acting: Acting, **values: Any) -> "OwnRead | None":
        """The same of the person at the keyboard, before her file is open: for a column that says for what to open it.

        None for everybody else.
        """
        if acting.capacity is not Capacity.SELF or acting.person_id is None:
            return None
        person = self._read(acting.person_id, values)
        return OwnRead(vars(person), person) if person else None

    def _read(self, person_id: int, values: Mapping[str, Any]) -> Person | None:
        return self._asking(tuple(marks.items()), tuple(lists.items())).first(pk=person_id, **values)

    def _ask(self, counted: tuple[tuple[str, Sign], ...], read: tuple[tuple[str, ReadAlong], ...]) -> Rows[Person]:
        columns: dict[str, Any] = {f"mark_{place}": exists(mark) for place, (_name, mark) in enumerate(counted)}
        for place, (_name, one) in enumerate(read):
            columns[f"list_{place}"] = listed(one.rows().filter(**{one.column: OuterRef(one.of)}))

        def build(*, pk: int, **values: Any) -> QuerySet[Person]:
            person = Person.objects.with_names_in_charge().filter(pk=pk)
            return person.annotate(**columns, **self._build(**values))

        return Rows(build, pk=101, **self._examples)


@dataclasses.dataclass(frozen=True, slots=True)
class OwnRead:
    """What was read of somebody before her file was open."""

    columns: Mapping[str, Any]
    _person: Person

    def summary(self, file: Acting) -> PersonSummary:
        """Who she is, once it is. Raises Hidden for another file."""
        if file.file() != self._person.pk:
            raise Hidden
        return _counted(self._person)


def _counted(person: Person) -> PersonSummary:
    found = vars(person)
    has = {name: found[f"mark_{place}"] for place, name in enumerate(marks)}
    read = {name: found[f"list_{place}"] for place, name in enumerate(lists)}
    return _summary(person, has=has, lists=read)


_ALONE = Beside(dict)


def person_summary(file: Acting) -> PersonSummary:
    """Who the opened file is about, which marks she has rows of, and the rows of each list. `file` is what
    `open_file` returned."""
    return _ALONE.of(file)[0]


def caseload(acting: Acting, now: datetime.datetime) -> list[PersonSummary]:
    """The persons whose counsellor this member is, or for whom she stands in today, by last name; one query.

    A list of names opens no file and leaves no row.

    Raises Hidden for whoever does not act as counsellor.
    """
    if acting.capacity is not Capacity.COUNSELLOR or acting.user_id is None or acting.organisation_id is None:
        raise Hidden
    day = day_of(now)
    held = StandIn.objects.held_by(acting.user_id, acting.organisation_id, on=day)
    people = (
        Person.objects.with_names_in_charge()
        .annotate(counsellor_user_id=F("counsellor__user_id"))
        .alias(
            is_own=_whose_counsellor(acting.user_id, acting.organisation_id, day),
            is_stood_in_for=Exists(held.of_each_person()),
        )
        .filter(Q(is_own=True) | Q(is_stood_in_for=True))
        .order_by("family_name", "given_name", "pk")
    )
    return [_line(person, acting.user_id) for person in people]


def insured_persons(acting: Acting) -> list[InsuredPerson]:
    """The persons who have chosen the fund in whose name an officer acts, by last name; one query.

    A list of names opens no file. Raises Hidden for whoever does not act as fund officer.
    """
    if acting.capacity is not Capacity.FUND_OFFICER or acting.organisation_id is None:
        raise Hidden
    people = Person.objects.filter(fund_id=acting.organisation_id).order_by("family_name", "given_name", "pk")
    return [InsuredPerson(*row) for row in people.values_list("pk", "family_name", "given_name", "person_number")]


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    people = Person.objects.filter(pk__in=set(person_ids)).only("given_name", "family_name").order_by()
    return {person.pk: person.name for person in people}


def domiciles(**whose: Any) -> "QuerySet[Person, tuple[Any, ...]]":
    """Number and canton of persons, to be annotated with what a feature knows of them. For the house's own use."""
    return Person.objects.filter(**whose).order_by("pk").values_list("pk", "canton")


def domicile_canton(person_id: int) -> str:
    """Two capitals ("FR"): the canton whose holidays move the person's deadlines (LPGA 38 al. 3)."""
    return Person.objects.values_list("canton", flat=True).get(pk=person_id)


def language_of(person_id: int) -> str:
    """The language in which the person is written to."""
    return Person.objects.values_list("language", flat=True).get(pk=person_id)


def known(file: Acting, section: Section) -> Known:
    """What the opened file holds in one section, for the page that changes it."""
    facts = Person.objects.get(pk=file.file(Purpose.PERSONAL_DATA)).facts(FIELDS[section])
    return Known(facts=facts, seen=rules.state_of(facts))


def person_known_by(*, person_number: str, birth_date: datetime.date) -> int | None:
    """Whose person number and birth date these are; None when one of the two is wrong. Throttle who may ask."""
    found = Person.objects.filter(person_number=person_number, birth_date=birth_date).order_by("pk")
    return found.values_list("pk", flat=True).first()


def bodies_in_charge(person_id: int) -> frozenset[int]:
    """The organisations that decide about the person today: her office and her fund."""
    keys = Person.objects.values_list("office_id", "fund_id", "counsellor__organisation_id").get(pk=person_id)
    return frozenset(key for key in keys if key is not None)


def people_with_phone(phone: str) -> list[int]:
    """The persons who can be reached at a kept number (E.164); a couple may share one."""
    return list(Person.objects.filter(phone=phone).exclude(phone="").order_by("pk").values_list("pk", flat=True))


def sections_shown(file: Acting) -> list[Section]:
    """What the opened file shows: to whoever holds a mandate, how to reach and to serve the person, no numbers."""
    if file.authority.kind in (AuthorityKind.MANDATE, AuthorityKind.SESSION):
        return [section for section in Section if section is not Section.IDENTITY]
    return list(Section)


def may_change(file: Acting, section: Section) -> bool:
    """Whether the rights table lets her change this section of the opened file: a mandate lets a helper look only.

    A name stands in an official document: the office changes it, which has seen that.
    """
    if file.is_own_file:
        return section is not Section.IDENTITY
    return permit(file, f"people.note_{section}") is Answer.ALLOWED


# How many of them there are, at a glance.
NOTICES = "people.notices"


def unseen_notices() -> "QuerySet[ChangeNotice]":
    return ChangeNotice.objects.filter(seen_at=None)


def notices(file: Acting) -> list[NoticeLine]:
    """What others changed in the opened file and the person has not seen yet, the latest first; one query."""
    hers = unseen_notices().filter(person_id=file.file(Purpose.PERSONAL_DATA))
    rows = hers.select_related("changed_by", "organisation").order_by("-changed_at", "-pk")
    return [
        NoticeLine(
            section=Section(row.section),
            changed_at=row.changed_at,
            changed_by=row.changed_by.name if row.changed_by else "",
            organisation=row.organisation.name if row.organisation else "",
        )
        for row in rows
    ]


def _whose_counsellor(user_id: int, organisation_id: int, day: datetime.date) -> Q:
    here = Q(counsellor__user_id=user_id, counsellor__organisation_id=organisation_id)
    return here & in_force(on=day, prefix="counsellor__")


def _line(person: Person, user_id: int) -> PersonSummary:
    summary, whose = _summary(person), vars(person)["counsellor_user_id"]
    return dataclasses.replace(summary, stood_in_for="" if whose in (None, user_id) else summary.counsellor)


def _summary(person: Person, **counted: Any) -> PersonSummary:
    found = vars(person)
    return PersonSummary(
        person_id=person.pk,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        person_number=person.person_number or "",
        avs_number=rules.formatted(person.avs_number) if person.avs_number else "",
        language=person.language,
        email=person.email,
        phone=person.phone,
        street=person.street,
        postal_code=person.postal_code,
        locality=person.locality,
        canton=person.canton,
        has_account=person.user_id is not None,
        office=found["office_name"] or "",
        counsellor=found["counsellor_name"] or "",
        fund=found["fund_name"] or "",
        speaks=tuple(person.speaks),
        reads=tuple(person.reads),
        interpreter=person.interpreter,
        large_print=person.large_print,
        easy_language=person.easy_language,
        channels=tuple(Channel(channel) for channel in person.channels),
        reserved_from_digital=person.reserved_from_digital,
        order=order_of(person),
        office_id=person.office_id,
        fund_id=person.fund_id,
        **counted,
    )
