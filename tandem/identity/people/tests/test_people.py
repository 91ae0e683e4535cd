import dataclasses
import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import VISITOR, system
from tandem.identity.accounts.services import choose_language
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory
from tandem.identity.people import selectors, services
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory

FACTS = {"given_name": "Mila", "family_name": "Beispiel", "language": Language.FR, "canton": "FR", "now": NOON}


def verbs(person_id):
    return list(LedgerEntry.objects.filter(person=person_id).order_by("sequence").values_list("verb", flat=True))


def assignment(person, member=None):
    acting = acting_as_member(member or person.counsellor)
    return open_file(acting, person.pk, Purpose.ASSIGNMENT, now=NOON)


class TestPerson:
    @pytest.mark.parametrize(
        ("facts", "constraint"),
        [
            ({"canton": "fr"}, "a_canton_is_written_with_two_capitals"),
            ({"person_number": "1234"}, "a_person_number_has_eight_digits"),
            ({"avs_number": "7569217076"}, "an_avs_number_is_756_and_ten_digits"),
        ],
    )
    def test_refuses_nonsense_in_the_database(self, facts, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            PersonFactory(**facts)

    def test_has_no_counsellor_without_an_office(self):
        with pytest.raises(IntegrityError, match="a_counsellor_comes_with_an_office"), transaction.atomic():
            PersonFactory(with_counsellor=True, office=None)

    def test_needs_no_account_no_address_and_no_phone(self):
        PersonFactory(email="", phone="", street="", birth_date=None, person_number=None).full_clean()

    def test_keeps_its_name_out_of_logs(self):
        person = PersonFactory()

        assert person.family_name not in f"{person} {person!r}"


class TestRegisterPerson:
    def test_begins_a_file_at_the_counsellors_office_and_says_so_in_the_ledger(self):
        counsellor = MembershipFactory()

        file = services.register_person(acting_as_member(counsellor), avs_number="756.9217.0769.85", **FACTS)

        person = Person.objects.get(pk=file.person_id)
        assert (person.office, person.avs_number, person.user) == (counsellor.organisation, "7569217076985", None)
        assert verbs(person.pk) == ["people.register_person"]

    @pytest.mark.parametrize("trait", ["fund_officer", "helper", "provider", "employer", "agency", "operator"])
    def test_is_hidden_from_whoever_has_no_duty_to(self, trait):
        with pytest.raises(Hidden):
            services.register_person(acting_as_member(MembershipFactory(**{trait: True})), **FACTS)
        assert not Person.objects.exists()

    @pytest.mark.parametrize("number", ["756.9217.0769.84", "7561234", "123", "756.9217.0769.85 x"])
    def test_refuses_an_avs_number_that_cannot_be_right(self, number):
        with pytest.raises(ValidationError, match="13 digits"):
            services.register_person(system("tests"), avs_number=number, **FACTS)

    def test_refuses_the_avs_number_of_somebody_else(self):
        services.register_person(system("tests"), avs_number="7569217076985", **FACTS)

        with pytest.raises(ValidationError):
            services.register_person(system("tests"), avs_number="756.9217.0769.85", **FACTS)
        assert Person.objects.count() == 1


class TestAssignCounsellor:
    def test_opens_the_file_to_the_new_counsellor_and_closes_it_to_the_one_before(self):
        person = PersonFactory(with_counsellor=True)
        before, after = acting_as_member(person.counsellor), MembershipFactory(organisation=person.office)

        services.assign_counsellor(assignment(person), membership_id=after.pk, now=NOON)

        assert open_file(acting_as_member(after), person.pk, Purpose.EFFORTS, now=NOON)
        with pytest.raises(Hidden):
            open_file(before, person.pk, Purpose.EFFORTS, now=NOON)
        assert verbs(person.pk) == ["access.open_file", "people.assign_counsellor", "access.open_file"]

    @pytest.mark.parametrize("trait", [{"ended": True}, {"future": True}, {"fund_officer": True}])
    def test_refuses_whoever_is_no_counsellor_today(self, trait):
        person = PersonFactory(with_counsellor=True)

        with pytest.raises(services.NotACounsellor):
            services.assign_counsellor(assignment(person), membership_id=MembershipFactory(**trait).pk, now=NOON)
        person.refresh_from_db()
        assert person.counsellor is not None

    def test_needs_the_file_open_for_that_purpose(self):
        person = PersonFactory(with_counsellor=True)
        acting = acting_as_member(person.counsellor)
        for efforts in (acting, open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)):
            with pytest.raises(ValueError, match="open_file"):
                services.assign_counsellor(efforts, membership_id=person.counsellor.pk, now=NOON)


class TestChooseFund:
    def test_opens_personal_data_to_the_fund(self):
        person, officer = PersonFactory(with_account=True), MembershipFactory(fund_officer=True)
        file = open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=NOON)

        services.choose_fund(file, organisation_id=officer.organisation_id, now=NOON)

        assert open_file(acting_as_member(officer), person.pk, Purpose.PERSONAL_DATA, now=NOON)
        assert verbs(person.pk) == ["people.choose_fund", "access.open_file"]

    def test_refuses_what_is_no_fund(self):
        person = PersonFactory(with_counsellor=True)

        with pytest.raises(services.NotAFund):
            services.choose_fund(assignment(person), organisation_id=OrganisationFactory().pk, now=NOON)


class TestConnectAccount:
    def test_lets_her_open_her_own_file(self):
        person, user = PersonFactory(with_counsellor=True), UserFactory()

        services.connect_account(assignment(person), user_id=user.pk, now=NOON)

        person.refresh_from_db()
        assert open_own_file(acting_as(person), Purpose.EFFORTS, now=NOON).is_own_file

    def test_refuses_a_second_account(self):
        person = PersonFactory(with_counsellor=True, with_account=True)

        with pytest.raises(services.HasAnAccount):
            services.connect_account(assignment(person), user_id=UserFactory().pk, now=NOON)


class TestLanguage:
    def test_of_letters_follows_the_language_of_the_account(self):
        person = PersonFactory(with_account=True)

        choose_language(acting_as(person), language=Language.IT, now=NOON)

        assert selectors.language_of(person.pk) == "it"

    def test_of_an_account_that_is_no_persons_changes_no_person(self):
        person, member = PersonFactory(), MembershipFactory()

        choose_language(acting_as_member(member), language=Language.IT, now=NOON)

        assert selectors.language_of(person.pk) == "en"

    def test_is_not_a_visitors_to_choose(self):
        with pytest.raises(ValueError, match="visitor"):
            choose_language(VISITOR, language=Language.IT, now=NOON)


class TestCaseload:
    def test_lists_the_persons_of_this_membership_by_last_name(self):
        counsellor = MembershipFactory()
        for name in ("Zimmer", "Abegg"):
            PersonFactory(counsellor=counsellor, family_name=name)
        PersonFactory(with_counsellor=True)
        PersonFactory(office=counsellor.organisation)

        found = selectors.caseload(acting_as_member(counsellor), NOON)

        assert [person.family_name for person in found] == ["Abegg", "Zimmer"]

    def test_of_the_same_account_in_another_office_is_another_one(self):
        here = MembershipFactory()
        there = MembershipFactory(user=here.user)
        person = PersonFactory(counsellor=there)

        assert selectors.caseload(acting_as_member(here), NOON) == []
        assert [found.person_id for found in selectors.caseload(acting_as_member(there), NOON)] == [person.pk]

    def test_is_empty_once_the_membership_has_ended(self):
        counsellor = MembershipFactory(ends_before=datetime.date(2026, 4, 4))
        PersonFactory(counsellor=counsellor)
        acting = acting_as_member(counsellor)

        assert len(selectors.caseload(acting, NOON)) == 1
        assert selectors.caseload(acting, NOON + datetime.timedelta(days=1)) == []

    @pytest.mark.parametrize("trait", ["fund_officer", "helper", "operator"])
    def test_is_hidden_from_others_than_counsellors(self, trait):
        for acting in (acting_as_member(MembershipFactory(**{trait: True})), VISITOR):
            with pytest.raises(Hidden):
                selectors.caseload(acting, NOON)

    def test_costs_one_query_for_one_person_and_for_twenty(self):
        counsellor = MembershipFactory()
        acting = acting_as_member(counsellor)
        for wanted in (1, 20):
            PersonFactory.create_batch(wanted - Person.objects.count(), counsellor=counsellor, with_fund=True)
            with CaptureQueriesContext(connection) as queries:
                assert len(selectors.caseload(acting, NOON)) == wanted
            assert len(queries) == 1

    def test_leaves_no_row_because_no_file_was_opened(self):
        person = PersonFactory(with_counsellor=True)

        selectors.caseload(acting_as_member(person.counsellor), NOON)

        assert verbs(person.pk) == []


class TestPersonSummary:
    def test_says_who_is_in_charge_in_one_query(self):
        person = PersonFactory(with_account=True, with_counsellor=True, with_fund=True, with_channels=True)
        file = open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=NOON)

        with CaptureQueriesContext(connection) as queries:
            found = selectors.person_summary(file)

        assert len(queries) == 1
        assert (found.office, found.counsellor, found.fund) == (
            person.office.name,
            person.counsellor.user.name,
            person.fund.name,
        )
        assert (found.name, found.has_account, found.email) == (person.name, True, "person@example.com")

    def test_needs_an_open_file(self):
        person = PersonFactory(with_account=True)

        with pytest.raises(ValueError, match="open_file"):
            selectors.person_summary(acting_as(person))
        with pytest.raises(ValueError, match="open_file"):
            selectors.person_summary(dataclasses.replace(VISITOR, person_id=person.pk))


def test_domicile_canton_decides_the_holidays():
    assert selectors.domicile_canton(PersonFactory(canton="VS").pk) == "VS"
