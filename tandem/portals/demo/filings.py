"""Forms that were filed: months for the officer of the fund, registrations for the counsellor."""

import dataclasses
import datetime
import functools
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageDraw, ImageFont

from tandem.authorities.fund.services import check_form
from tandem.eservices.certificates.services import ask_employer
from tandem.eservices.declarations.services import ask_for_papers
from tandem.eservices.declarations.types import MONTHLY
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.selectors import compose, documents_of, sheet_in
from tandem.eservices.procedures.services import file, hand_in, open_draft, save_answers
from tandem.eservices.registration.selectors import registration_of
from tandem.eservices.registration.services import set_first_interview
from tandem.facilities.documents.types import Upload
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of, preceding
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import file_to_act_on, open_file
from tandem.identity.access.types import Acting
from tandem.identity.people.services import assign_counsellor, connect_account, register_person
from tandem.portals.demo import people
from tandem.portals.demo.moments import Past, morning

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Filing

# What each of them reported; the rest has not filed yet.
WORKED = {
    "worked": True,
    "employers": [{"employer": "Gasthof Lindenhof (Demo)", "hours": Decimal(24), "gross": Decimal("720.50")}],
}
MONTHS: tuple[dict[str, Any], ...] = ({}, WORKED, {}, WORKED, {"incapable": True}, {}, {}, WORKED)
CHECKED = 2
REGISTRATION = {
    "nationality": "CH",
    "permit": "",
    "civil_status": "single",
    "had_work": True,
    "last_employer": "Menuiserie du Pont (Demo)",
    "ended": "employer",
    "wanted_workload": 80,
    "wanted_jobs": "Vente, accueil",
    "wanted_places": "Fribourg, Bulle",
    "wants_benefit": True,
    "fund": "none",
}


def months_filed(past: Past, insured: Sequence[Acting], *, officer: Acting) -> None:
    """Last month's forms of some of these persons: with papers that are missing, checked ones, one asked for."""
    month = preceding(month_of(day_of(past.now)))
    filed: list[tuple[Acting, Filing]] = []
    nothing = registry.valid_on(MONTHLY, month).nothing_to_report
    assert nothing is not None  # noqa: S101 - the short way of this form
    for position, (own, answers) in enumerate(zip(insured, MONTHS, strict=False)):
        at = morning(month_of(day_of(past.now)).replace(day=1 + position // 2))
        values = {**nothing.answers, "workload": 100, **answers}
        if answers.get("incapable"):
            ill = {"reason": "illness", "from_day": month.replace(day=6), "to_day": month.replace(day=13)}
            values["incapacities"] = [{**ill, "degree": 100}]
        opened = dataclasses.replace(own, purpose=Purpose.MONTHLY_FORM)
        past.add(at, functools.partial(_month_filed, filed, opened, month, values, at))
    if at <= past.now:  # otherwise the demo was loaded in the first days of a month
        past.add(past.now, lambda: _looked_through(filed, month, officer, past.now))


def _month_filed(
    filed: "list[tuple[Acting, Filing]]",
    opened: Acting,
    month: datetime.date,
    values: dict[str, Any],
    at: datetime.datetime,
) -> None:
    filed.append((opened, _filed(opened, MONTHLY, f"{month:%Y-%m}", values, at)))


def _looked_through(
    filed: "list[tuple[Acting, Filing]]", month: datetime.date, officer: Acting, now: datetime.datetime
) -> None:
    """The officer checks some, asks for a paper, and has got a wrong one."""
    for own, filing in filed[:CHECKED]:
        opened = open_file(officer, own.file(), Purpose.MONTHLY_FORM, now=now)
        check_form(opened, month=month, filing_id=filing.pk, now=now)
    for own, filing in filed[3:4]:
        _wrong_paper(own, filing, month, now)
    for own, _filing in filed[1:2]:
        opened = open_file(officer, own.file(), Purpose.MONTHLY_FORM, now=now)
        ask_for_papers(opened, month=month, by=day_of(now) + datetime.timedelta(days=10), now=now)


def _wrong_paper(opened: Acting, filing: "Filing", month: datetime.date, now: datetime.datetime) -> None:
    """She hands in the wage slip of the month before: the officer has to look, and to turn it down."""
    wanted = next(row.asked for row in documents_of(opened, filing, now=now).rows if row.asked.required)
    page = Image.new("L", (1240, 1754), "white")
    words = f"Gasthof Lindenhof (Demo)\n\nLohnabrechnung {preceding(month):%m.%Y}\n\n18 h, CHF 540.00"
    ImageDraw.Draw(page).multiline_text((120, 160), words, fill="black", font=ImageFont.load_default(44), spacing=20)
    content = io.BytesIO()
    page.save(content, "PNG")
    upload = Upload("Lohnabrechnung.png", content.getvalue())
    hand_in(opened, filing_id=filing.pk, mark=wanted.mark, uploads=[upload], whole=True, now=now)


def certificate_asked(own: Acting, *, site: str, now: datetime.datetime) -> None:
    """Her employer is asked for last month's certificate: the link is in the mail that the demo did not send."""
    with translation.override(Language.DE):
        address = f"{site}{reverse('certificates:enter')}"
    ask_employer(
        dataclasses.replace(own, purpose=Purpose.MONTHLY_FORM),
        month=preceding(month_of(day_of(now))),
        employer=people.EMPLOYER.name,
        email=people.EMPLOYER.email,
        language=Language.DE,
        address=address,
        now=now,
    )


def registrations(
    acting: Acting, *, counsellor: Acting, membership_id: int, user_id: int, now: datetime.datetime
) -> None:
    """Newcomers who registered within the last days; the last one has an account and knows when her interview is."""
    for number, name in enumerate(people.REGISTERED):
        at = morning(day_of(now) - datetime.timedelta(days=2 + 2 * number))
        given, family = name.split(" ", 1)
        begun = register_person(
            acting,
            given_name=given,
            family_name=family,
            language=Language.FR,
            canton="FR",
            birth_date=datetime.date(1980 + number, 5, 17),
            email=f"registered{number}@example.com",
            street=f"Musterweg {20 + number}",
            postal_code="1700",
            locality="Fribourg",
            now=at,
        )
        last_day = day_of(at) - datetime.timedelta(days=1)
        answers = {
            **REGISTRATION,
            "last_job": people.JOB_TITLES[number],
            "last_day": last_day,
            "notice_on": last_day - datetime.timedelta(days=60),
            "wanted_from": day_of(at),
        }
        own = counsellor.herself(begun.file(), Purpose.REGISTRATION)
        _filed(own, "registration.registration", "", answers, at)
    connect_account(begun, user_id=user_id, now=at)
    assigned = file_to_act_on(counsellor, begun.file(), Purpose.ASSIGNMENT, now=now)
    assign_counsellor(assigned, membership_id=membership_id, now=now)
    opened = open_file(counsellor, begun.file(), Purpose.REGISTRATION, now=now)
    running = registration_of(opened)
    if running is not None:
        set_first_interview(
            opened, registration_id=running.pk, at=morning(day_of(now) + datetime.timedelta(days=2)), now=now
        )


def _filed(opened: Acting, key: str, subject: str, answers: dict[str, Any], at: datetime.datetime) -> "Filing":
    draft = open_draft(opened, key=key, subject=subject, now=at)
    save_answers(opened, draft_id=draft.pk, values=answers, seen={}, now=at)
    with translation.override(Language.FR):
        seen = compose(sheet_in(opened, draft.pk, now=at)).seen
    return file(opened, draft_id=draft.pk, seen=seen, language=Language.FR, now=at)
