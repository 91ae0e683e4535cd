"""Somebody without account, e-mail and phone comes to the end of each procedure: on paper, with a letter at the end.

The desk prints the sheet, its pages come in by post, a clerk types them, the filing bears the day of the postmark, and
the receipt goes to her letter box.
"""

import datetime

import pytest

from tandem.eservices.claims import procedure as claims
from tandem.eservices.claims.tests.factories import ANSWERS as CLAIM
from tandem.eservices.declarations import incapacity, monthly
from tandem.eservices.declarations.tests.factories import ILL
from tandem.eservices.dossier import procedure as dossier
from tandem.eservices.efforts import procedure as efforts
from tandem.eservices.efforts.tests.test_paper import ROW
from tandem.eservices.on_paper import services
from tandem.eservices.on_paper.models import PaperSheet
from tandem.eservices.on_paper.selectors import may_type
from tandem.eservices.on_paper.types import PageCode, Picture
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.registration import procedure as registration
from tandem.eservices.registration.services import note_at_desk
from tandem.eservices.registration.tests.test_registration import ANSWERS as REGISTRATION
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.tests.worker import Worker, way
from tandem.facilities.receipts.models import Receipt
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.enums import Channel
from tandem.identity.people.tests.factories import PersonFactory

POSTMARK = datetime.date(2026, 4, 3)
SPELL = {"incapable_from": datetime.date(2026, 3, 30), "incapable_to": datetime.date(2026, 3, 31)}
# What she has written with her pen.
WRITTEN = {
    registration.KEY: REGISTRATION,
    efforts.KEY: {"efforts": [ROW]},
    monthly.KEY: {**monthly.NOTHING.answers, "workload": 100},
    incapacity.KEY: {**ILL, **SPELL},
    claims.KEY: CLAIM,
    dossier.KEY: {"to": ["office"], "papers": [{"kind": "diploma", "title": "Diplom Koch", "pages": 2}]},
}


def clerk(person, procedure):
    """Whoever types this form: the office, or the fund where it is the fund's."""
    members = [person.counsellor, MembershipFactory(fund_officer=True, organisation=person.fund)]
    return next(acting for acting in map(acting_as_member, members) if may_type(acting, procedure))


def registers_at_the_desk(person):
    """She stood there without any paper; what she was given to fill in comes later."""
    file = open_file(acting_as_member(person.counsellor), person.pk, Purpose.ASSIGNMENT, now=NOON)
    note_at_desk(file, NOON)


def came_by_post(code):
    row = PaperSheet.objects.get(code=code)
    for page in range(1, row.pages + 1):
        codes = frozenset({PageCode(code, page)})
        picture = Picture(content=b"\xff\xd8 a picture", codes=codes, sha256=bytes([page]) * 32)
        services.take_picture(system("LPGA 29 al. 3"), picture=picture, now=NOON)
    return row


@pytest.mark.parametrize("key", sorted({procedure.key for procedure in registry.everything()}))
def test_every_procedure_is_done_to_its_end_by_post(clock, key):
    clock.freeze(NOON)
    person = PersonFactory(with_counsellor=True, with_fund=True, with_address=True)
    assert (person.user, person.email, person.phone) == (None, "", "")
    procedure = registry.valid_on(key, NOON.date())
    if key == registration.KEY:
        registers_at_the_desk(person)
    desk = clerk(person, procedure)

    printed = services.print_at_desk(
        desk,
        key=key,
        subject="2026-03" if procedure.subject is SubjectKind.MONTH else "",
        person_number=person.person_number,
        birth_date=person.birth_date,
        now=NOON,
    )
    row = came_by_post(printed.code)
    done = services.type_sheet(
        desk, sheet_id=row.pk, values=WRITTEN[key], received_on=POSTMARK, is_signed=True, now=NOON
    )

    receipt = Receipt.objects.get(number=done.receipt)
    assert receipt.person_id == person.pk
    message = Message.objects.get(person=person, kind="on_paper.filed")
    assert done.receipt in message.body
    Worker().work()
    assert way(message) == [(Channel.LETTER, "sent")]
    assert {channel for one in Message.objects.filter(person=person) for channel, _state in way(one)} == {
        Channel.LETTER
    }
