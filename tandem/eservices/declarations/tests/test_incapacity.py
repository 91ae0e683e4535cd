"""The notice of incapacity: reported once, known to office, fund and the month's form."""

import datetime

import pytest

from tandem.eservices.declarations import incapacity
from tandem.eservices.declarations.models import Incapacity
from tandem.eservices.declarations.selectors import incapacities_of
from tandem.eservices.declarations.tests.factories import ILL, NOW, reported
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.tests.factories import filed, own_file
from tandem.eservices.procedures.types import Context
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


class TestNotice:
    def test_reaches_the_office_and_the_fund(self):
        officer, counsellor = MembershipFactory(fund_officer=True), MembershipFactory()
        person = PersonFactory(with_account=True, fund=officer.organisation, counsellor=counsellor)
        reported(person)

        for member in (officer, counsellor):
            file = open_file(acting_as_member(member, now=NOW), person.pk, Purpose.INCAPACITY, now=NOW)
            assert [row.from_day for row in incapacities_of(file)] == [ILL["incapable_from"]]

    def test_may_have_no_end_yet(self):
        reported(is_over=False, incapable_to=None)

        assert Incapacity.objects.get().to_day is None

    def test_is_replaced_by_its_correction(self):
        filing = reported()
        person = filing.person
        file = own_file(person, now=NOW, purpose=Purpose.INCAPACITY)
        draft = engine.start_correction(file, filing_id=filing.pk, reason="Longer", now=NOW)
        seen = dict.fromkeys(ILL, 1)
        engine.save_answers(
            file, draft_id=draft.pk, values={"incapable_to": datetime.date(2026, 11, 9)}, seen=seen, now=NOW
        )
        filed(draft, now=NOW)

        assert [row.to_day for row in incapacities_of(file)] == [datetime.date(2026, 11, 9)]
        assert Incapacity.objects.count() == 2


class TestDocuments:
    @pytest.mark.parametrize(
        ("facts", "needed"),
        [
            ({}, False),
            ({"incapable_to": datetime.date(2026, 11, 5)}, True),
            ({"incapable_to": None}, True),
        ],
    )
    def test_need_a_certificate_from_the_fourth_day_or_without_end(self, facts, needed):
        (paper,) = incapacity.documents({**ILL, **facts})

        assert paper.required is needed


class TestEffects:
    def sentence(self, today):
        context = Context(person_id=1, subject="x", today=today, language="en")
        in_time, paid = incapacity.effects(ILL, context)
        assert "until 1 December 2026 at most" in str(paid.sentence)
        assert (in_time.indicative, paid.indicative) == (False, True)
        return str(in_time.sentence)

    def test_say_until_when_it_is_in_time(self):
        assert self.sentence(datetime.date(2026, 11, 9)) == "You report in time: the week ends on 9 November 2026."

    def test_say_what_to_do_when_it_is_late(self):
        assert "Write on your monthly form, too" in self.sentence(datetime.date(2026, 11, 10))


class TestContradictions:
    def found(self, today=datetime.date(2026, 11, 5), **facts):
        context = Context(person_id=1, subject="x", today=today, language="en")
        return incapacity.contradictions({**ILL, **facts}, context)

    def test_block_an_end_before_the_beginning(self):
        assert [one.blocking for one in self.found(incapable_to=datetime.date(2026, 11, 1))] == [True]

    def test_warn_of_a_day_to_come(self):
        assert [one.blocking for one in self.found(today=datetime.date(2026, 11, 1))] == [False]
