"""Filling an empty platform with people who have a past. Everything goes through the verbs that real people use."""

import dataclasses
import datetime
import functools
import random
from collections.abc import Callable

from django.db import transaction

from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.selectors import efforts_of_month, fingerprint
from tandem.eservices.efforts.services import agree_target, file_proof, note_effort, transmit_due
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.months import following, month_of, preceding
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import OWN_RIGHT, Acting, system
from tandem.identity.accounts.selectors import account_of
from tandem.identity.accounts.services import create_account
from tandem.identity.organisations.services import add_member, create_organisation
from tandem.identity.people.services import assign_counsellor, choose_fund, connect_account, register_person
from tandem.portals.demo import assisted, filings, people
from tandem.portals.demo.moments import Past, morning
from tandem.portals.demo.people import Persona, Place

FILES = 150
BEGUN_OTHERWISE = 3  # the newcomer, the helped one, and who has just registered
INSURED = 20  # of the many, how many have chosen the fund of the demo
Say = Callable[[str], None]
BY_LAW = system("OACI 26 al. 2")
DECLARATION = "Ich bestätige, dass diese Angaben vollständig und wahr sind. (Demo)"


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works for an organisation of the demo."""

    user_id: int
    organisation_id: int
    membership_id: int

    def as_helper(self) -> Acting:
        return Acting(capacity=Capacity.HELPER, user_id=self.user_id, organisation_id=self.organisation_id)

    def as_officer(self) -> Acting:
        return Acting(capacity=Capacity.FUND_OFFICER, user_id=self.user_id, organisation_id=self.organisation_id)

    def as_counsellor(self) -> Acting:
        """Acting for her office: only the counsellor's past is told, by her."""
        return Acting(capacity=Capacity.COUNSELLOR, user_id=self.user_id, organisation_id=self.organisation_id)


def is_loaded() -> bool:
    """Whether the demo's people are here already."""
    return account_of(people.COUNSELLOR.username) is not None


@transaction.atomic
def load_people(acting: Acting, *, site: str, now: datetime.datetime, say: Say) -> None:
    """All personas, 150 files for the counsellor, and what they did during the last months. All of it or nothing.

    `site` is where the demo runs (http://localhost:8000).
    """
    chance = random.Random(20260101)  # noqa: S311 - the same demo every time
    say("organisations and accounts")
    staff = [persona for persona in people.PERSONAS if persona.place]
    places = {place: _organisation(acting, place, now) for place in dict.fromkeys(persona.place for persona in staff)}
    members = {persona: _member(acting, persona, places[persona.place], now) for persona in staff}
    counsellor = members[people.COUNSELLOR]
    fund = members[people.OFFICER]
    say(f"{FILES} files")
    files = [_persona_file(counsellor, persona, fund, now) for persona in people.JOBSEEKERS]
    _newcomer(acting, counsellor, now)
    _begun(counsellor, people.HELPED, morning(day_of(now) - datetime.timedelta(days=40)))
    many = [
        _other_file(counsellor, number, chance, fund, now) for number in range(FILES - len(files) - BEGUN_OTHERWISE)
    ]
    files += many
    say("efforts, proofs, forms and help of the last months")
    past = Past(now)
    for position, own in enumerate(files):
        _past(counsellor, own, position, chance, past)
    assisted.months(
        past,
        professional=members[people.HELPER].as_helper(),
        colleague=members[people.HELPERS_COLLEAGUE].as_helper(),
        volunteer_id=_account(acting, people.VOLUNTEER, now),
        relative_id=_account(acting, people.RELATIVE, now),
        nadine=files[0],
        selam=files[1],
    )
    filings.months_filed(past, many[:INSURED], officer=fund.as_officer())
    past.tell()
    say("registrations of the last days")
    filings.certificate_asked(files[0], site=site, now=now)
    filings.registrations(
        acting,
        counsellor=counsellor.as_counsellor(),
        membership_id=counsellor.membership_id,
        user_id=_account(acting, people.EXPECTED, now),
        now=now,
    )


def _organisation(acting: Acting, place: Place | None, now: datetime.datetime) -> int:
    assert place is not None  # noqa: S101 - members have one
    return int(create_organisation(acting, **place.facts(), now=now).pk)


def _member(acting: Acting, persona: Persona, organisation_id: int, now: datetime.datetime) -> Member:
    user_id = _account(acting, persona, now)
    membership = add_member(
        acting,
        organisation_id=organisation_id,
        user_id=user_id,
        role=persona.membership_role,
        starts_on=day_of(now) - datetime.timedelta(days=900),
        now=now,
    )
    return Member(user_id, organisation_id, membership.pk)


def _account(acting: Acting, persona: Persona, now: datetime.datetime) -> int:
    return create_account(
        acting,
        username=persona.username,
        name=persona.name,
        language=persona.language,
        email=persona.email or None,
        email_is_verified=True,
        password=people.PASSWORD,
        now=now,
    ).pk


def _persona_file(counsellor: Member, persona: Persona, fund: Member, now: datetime.datetime) -> Acting:
    began = morning(day_of(now) - datetime.timedelta(days=100))
    file = _begun(counsellor, persona, began)
    choose_fund(file, organisation_id=fund.organisation_id, now=began)
    user_id = _account(counsellor.as_counsellor(), persona, began)
    connect_account(file, user_id=user_id, now=began)
    return _as_herself(file.file(), user_id)


def _newcomer(acting: Acting, counsellor: Member, now: datetime.datetime) -> None:
    """Her office has begun her file and agreed on a number with her; her own account knows nothing of it yet."""
    began = morning(day_of(now) - datetime.timedelta(days=20))
    person_id = _begun(counsellor, people.NEWCOMER, began).file()
    file = open_file(counsellor.as_counsellor(), person_id, Purpose.EFFORTS, now=began)
    agree_target(file, number=8, valid_from=month_of(day_of(began)), now=began)
    _account(acting, people.NEWCOMER, now)


def _begun(counsellor: Member, persona: Persona, began: datetime.datetime) -> Acting:
    file = register_person(
        counsellor.as_counsellor(),
        given_name=persona.given_name,
        family_name=persona.family_name,
        language=persona.language,
        canton="FR",
        birth_date=persona.birth_date,
        person_number=persona.person_number,
        email=persona.email,
        phone=persona.phone,
        postal_code=persona.postal_code,
        locality=persona.locality,
        now=began,
    )
    assign_counsellor(file, membership_id=counsellor.membership_id, now=began)
    return file


def _other_file(
    counsellor: Member, number: int, chance: random.Random, fund: Member, now: datetime.datetime
) -> Acting:
    """One of the many: she has no account in the demo, as many have none in life."""
    began = morning(day_of(now) - datetime.timedelta(days=chance.randint(75, 300)))
    given, family = chance.choice(people.GIVEN_NAMES), chance.choice(people.FAMILY_NAMES)
    file = register_person(
        counsellor.as_counsellor(),
        given_name=given,
        family_name=family,
        language=chance.choice([Language.FR, Language.FR, Language.DE, Language.IT]),
        canton="FR",
        birth_date=datetime.date(1962 + chance.randrange(44), chance.randint(1, 12), chance.randint(1, 28)),
        person_number=f"{20000000 + number}",
        email=f"person{number}@example.com" if chance.random() < 0.7 else "",
        postal_code="1700",
        locality="Fribourg",
        now=began,
    )
    assign_counsellor(file, membership_id=counsellor.membership_id, now=began)
    if number < INSURED:
        choose_fund(file, organisation_id=fund.organisation_id, now=began)
    return _as_herself(file.file(), counsellor.user_id)


def _as_herself(person_id: int, user_id: int | None) -> Acting:
    return Acting(
        capacity=Capacity.SELF,
        user_id=user_id,
        person_id=person_id,
        authority=OWN_RIGHT,
        purpose=Purpose.EFFORTS,
    )


def _past(counsellor: Member, own: Acting, position: int, chance: random.Random, past: Past) -> None:
    """Two months before this one, and the beginning of this one."""
    this_month = month_of(day_of(past.now))
    last_month = preceding(this_month)
    months = [preceding(last_month), last_month] if position < len(people.JOBSEEKERS) else [last_month]
    if chance.random() < 0.8 or position < len(people.JOBSEEKERS):
        # The counsellor agrees on a number while the month is still to come; that visit is seen by the person.
        agreed_at = _moment(months[0], chance.randint(1, 3))
        number = chance.choice([6, 8, 8, 10])
        past.add(agreed_at, functools.partial(_agree, counsellor, own, number, months[0], agreed_at))
    for month in months:
        number = chance.choice([0, 4, 6, 8, 8, 9, 10]) if position >= len(people.JOBSEEKERS) else 8
        # One in twelve is late: the counsellor's list must show what that looks like. What was noted in time the
        # platform would hand in itself, so whoever is late has written down nothing before.
        late = _moment(following(month), 9) if chance.random() < 1 / 12 else None
        if late and late > past.now:
            continue
        for _effort in range(number):
            _note(own, month, chance.randint(4, 28), chance, past, noted_at=late)
        if number and (chance.random() < 0.85 or position < len(people.JOBSEEKERS)):
            filed_at = late or _moment(following(month), chance.randint(1, 4))
            past.add(filed_at, functools.partial(_file, own, month, filed_at))
        elif number:
            night = _moment(following(month), 8)
            past.add(night, functools.partial(transmit_due, BY_LAW, person_id=own.file(), month=month, now=night))
    if position == 0:
        for _effort in range(min(4, day_of(past.now).day)):
            _note(own, this_month, chance.randint(1, day_of(past.now).day), chance, past)
    if position < len(people.JOBSEEKERS):
        looked_at = _moment(following(last_month), 8)
        past.add(looked_at, functools.partial(_looked, counsellor, own, looked_at))


def _agree(counsellor: Member, own: Acting, number: int, month: datetime.date, at: datetime.datetime) -> None:
    agree_target(_looked(counsellor, own, at), number=number, valid_from=month, now=at)


def _looked(counsellor: Member, own: Acting, at: datetime.datetime) -> Acting:
    return open_file(counsellor.as_counsellor(), own.file(), Purpose.EFFORTS, now=at)


def _note(
    own: Acting,
    month: datetime.date,
    day: int,
    chance: random.Random,
    past: Past,
    *,
    noted_at: datetime.datetime | None = None,
) -> None:
    """`noted_at`: when it was written down, unless on the day itself."""
    company, postal_code, locality = chance.choice(people.COMPANIES)
    outcome = chance.choice([Outcome.PENDING, Outcome.PENDING, Outcome.REJECTED])
    facts = EffortFacts(
        applied_on=month.replace(day=day),
        channels=(Channel.ELECTRONIC,),
        company=company,
        job_title=chance.choice(people.JOB_TITLES),
        postal_code=postal_code,
        locality=locality,
        email="jobs@example.com",
        assigned_by_office=chance.random() < 0.1,
        workload=chance.choice([Workload.FULL_TIME, Workload.PART_TIME]),
        outcome=outcome,
        interview=chance.random() < 0.15,
        rejection_reason="Stelle besetzt" if outcome is Outcome.REJECTED else "",
    )
    # Today's was noted by now, even where a Sunday moves the morning to tomorrow.
    at = min(noted_at or _moment(month, day), past.now)
    past.add(at, functools.partial(note_effort, own, facts=facts, now=at))


def _file(own: Acting, month: datetime.date, filed_at: datetime.datetime) -> None:
    file_proof(
        own,
        month=month,
        seen=fingerprint(efforts_of_month(own, month)),
        declaration=DECLARATION,
        language=Language.DE,
        now=filed_at,
    )


def _moment(month: datetime.date, day: int) -> datetime.datetime:
    """Late in the morning of that day, in Switzerland; a Sunday becomes the working day that follows."""
    return morning(month.replace(day=day))
