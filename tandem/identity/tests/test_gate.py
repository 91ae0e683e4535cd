"""The gate with real relations. Here and not in `access`, which lies under the people it asks about."""

import dataclasses
import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tandem.foundation.refusals import Hidden
from tandem.identity.access import of_request, visits
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import begin_file, open_file, open_own_file, record
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import VISITOR, system
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory

MISSING = 999_999_999


def rows(person):
    return LedgerEntry.objects.filter(person=person).order_by("sequence")


class TestOpenFile:
    def test_opens_ones_own_file_and_nobody_has_looked(self):
        person = PersonFactory(with_account=True)

        file = open_file(acting_as(person), person.pk, Purpose.EFFORTS, now=NOON)

        assert (file.person_id, file.purpose, file.is_own_file) == (person.pk, Purpose.EFFORTS, True)
        assert not rows(person).exists()

    def test_opens_to_her_counsellor_and_writes_who_what_for_and_under_which_article(self):
        person = PersonFactory(with_counsellor=True)
        acting = acting_as_member(person.counsellor)

        open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)

        row = rows(person).get()
        assert (row.user, row.organisation, row.capacity) == (person.counsellor.user, person.office, "counsellor")
        assert (row.authority, row.authority_reference, row.purpose) == ("legal_duty", "OACI 26 al. 3", "efforts")
        assert (row.verb, row.at, row.sequence) == ("access.open_file", NOON, 1)

    def test_opens_personal_data_to_the_fund_and_efforts_never(self):
        officer = MembershipFactory(fund_officer=True)
        person = PersonFactory(fund=officer.organisation)
        acting = acting_as_member(officer)

        assert open_file(acting, person.pk, Purpose.PERSONAL_DATA, now=NOON).authority.reference.startswith("LACI 81")
        with pytest.raises(Hidden):
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)

    @pytest.mark.parametrize("purpose", Purpose)
    @pytest.mark.parametrize("trait", ["helper", "provider", "employer", "agency", "operator", "fund_officer"])
    def test_hides_a_file_from_those_without_relation_to_the_person(self, trait, purpose):
        person = PersonFactory(with_counsellor=True, with_fund=True)

        with pytest.raises(Hidden):
            open_file(acting_as_member(MembershipFactory(**{trait: True})), person.pk, purpose, now=NOON)
        assert not rows(person).exists()

    def test_hides_the_file_of_another_persons_counsellor(self):
        person = PersonFactory(with_counsellor=True)
        colleague = MembershipFactory(organisation=person.office)

        for purpose in (Purpose.EFFORTS, Purpose.PERSONAL_DATA, Purpose.WHO_LOOKED):
            with pytest.raises(Hidden):
                open_file(acting_as_member(colleague), person.pk, purpose, now=NOON)

    def test_lets_a_colleague_of_the_office_say_who_is_in_charge_and_no_other_office(self):
        person = PersonFactory(with_counsellor=True)
        colleague, stranger = MembershipFactory(organisation=person.office), MembershipFactory()

        assert open_file(acting_as_member(colleague), person.pk, Purpose.ASSIGNMENT, now=NOON)
        with pytest.raises(Hidden):
            open_file(acting_as_member(stranger), person.pk, Purpose.ASSIGNMENT, now=NOON)

    def test_hides_another_persons_file_and_a_missing_one_alike(self):
        acting, another = acting_as(PersonFactory(with_account=True)), PersonFactory(with_account=True)

        for person_id in (another.pk, MISSING):
            with pytest.raises(Hidden):
                open_file(acting, person_id, Purpose.PERSONAL_DATA, now=NOON)

    def test_believes_no_person_that_an_actor_brings_along(self):
        victim = PersonFactory(with_account=True)
        forged = dataclasses.replace(acting_as(PersonFactory(with_account=True)), person_id=victim.pk)

        with pytest.raises(Hidden):
            open_own_file(forged, Purpose.PERSONAL_DATA, now=NOON)

    def test_ends_with_the_membership_at_midnight_in_switzerland(self):
        counsellor = MembershipFactory(ends_before=datetime.date(2026, 7, 1))
        person = PersonFactory(counsellor=counsellor)
        acting = acting_as_member(counsellor)
        last_second = datetime.datetime(2026, 6, 30, 21, 59, 59, tzinfo=datetime.UTC)  # 23:59:59 in Zurich

        open_file(acting, person.pk, Purpose.EFFORTS, now=last_second)
        with pytest.raises(Hidden):
            open_file(acting, person.pk, Purpose.EFFORTS, now=last_second + datetime.timedelta(seconds=1))

    def test_closes_to_an_officer_who_left_the_fund(self):
        officer = MembershipFactory(fund_officer=True)
        person, acting = PersonFactory(fund=officer.organisation), acting_as_member(officer)
        officer.ends_before = datetime.date(2026, 4, 1)
        officer.save()

        with pytest.raises(Hidden):
            open_file(acting, person.pk, Purpose.PERSONAL_DATA, now=NOON)

    def test_opens_to_the_platform_under_the_article_it_names_and_to_no_nameless_job(self):
        person = PersonFactory()

        open_file(system("OACI 26 al. 2"), person.pk, Purpose.EFFORTS, now=NOON)

        assert rows(person).get().authority_reference == "OACI 26 al. 2"
        for acting, person_id in ((system(""), person.pk), (system("OACI 26 al. 2"), MISSING)):
            with pytest.raises(Hidden):
                open_file(acting, person_id, Purpose.EFFORTS, now=NOON)

    def test_refuses_a_visitor(self):
        with pytest.raises(Hidden):
            open_file(VISITOR, PersonFactory().pk, Purpose.PERSONAL_DATA, now=NOON)
        with pytest.raises(Hidden):
            open_own_file(VISITOR, Purpose.PERSONAL_DATA, now=NOON)

    def test_costs_the_same_with_a_long_chain(self):
        person = PersonFactory(with_counsellor=True)
        acting = acting_as_member(person.counsellor)

        def cost():
            with CaptureQueriesContext(connection) as queries:
                open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)
            return len(queries)

        first = cost()
        for _ in range(30):
            cost()

        assert cost() == first


class TestVisit:
    def test_is_one_row_however_often_a_page_asks(self):
        person = PersonFactory(with_counsellor=True)
        acting = acting_as_member(person.counsellor)

        with visits.of_one_request():
            for _ in range(3):
                open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)

        assert rows(person).count() == 1

    def test_is_another_one_for_another_purpose_person_and_request(self):
        person = PersonFactory(with_counsellor=True)
        second = PersonFactory(counsellor=person.counsellor)
        acting = acting_as_member(person.counsellor)

        with visits.of_one_request():
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)
            open_file(acting, person.pk, Purpose.PERSONAL_DATA, now=NOON)
            open_file(acting, second.pk, Purpose.EFFORTS, now=NOON)
        with visits.of_one_request():
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)

        assert (rows(person).count(), rows(second).count()) == (3, 1)

    def test_is_written_again_when_the_first_row_was_rolled_back(self):
        person = PersonFactory(with_counsellor=True)
        acting = acting_as_member(person.counsellor)

        with visits.of_one_request():
            with transaction.atomic():
                open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)
                transaction.set_rollback(True)
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)

        assert rows(person).count() == 1

    def test_is_a_new_one_each_time_in_a_job(self):
        person = PersonFactory()

        for _ in range(2):
            open_file(system("nightly schedule"), person.pk, Purpose.EFFORTS, now=NOON)

        assert rows(person).count() == 2


class TestBeginFile:
    def test_lets_an_office_begin_a_file_and_nobody_else(self):
        person = PersonFactory()

        assert begin_file(acting_as_member(MembershipFactory()), person.pk, Purpose.ASSIGNMENT).person_id == person.pk
        for trait in ("fund_officer", "helper", "employer", "operator"):
            with pytest.raises(Hidden):
                begin_file(acting_as_member(MembershipFactory(**{trait: True})), person.pk, Purpose.ASSIGNMENT)


class TestActing:
    def test_is_the_key_only_to_what_was_opened(self):
        person = PersonFactory(with_account=True)
        file = open_own_file(acting_as(person), Purpose.EFFORTS, now=NOON)

        assert file.file() == file.file(Purpose.EFFORTS, Purpose.ASSIGNMENT) == person.pk
        with pytest.raises(ValueError, match="open_file"):
            file.file(Purpose.PERSONAL_DATA)
        with pytest.raises(ValueError, match="open_file"):
            acting_as(person).file()

    def test_has_opened_a_file_before_it_is_recorded(self):
        with pytest.raises(ValueError, match="open_file"):
            record(VISITOR, verb="access.open_file", purpose=Purpose.EFFORTS, now=NOON)

    def test_names_each_hat_differently(self):
        hats = [acting_as_member(MembershipFactory(**{trait: True})).hat for trait in ("helper", "agency", "employer")]

        assert len({*hats, VISITOR.hat}) == 4
        assert acting_as(PersonFactory(with_account=True)).hat == f"{Capacity.SELF}:"


class TestOwnFileWithinARequest:
    def test_is_read_once_with_the_hats(self, django_assert_num_queries):
        person = PersonFactory(with_account=True)
        with of_request.remembered():
            with django_assert_num_queries(1):
                acting = acting_as(person)
            with django_assert_num_queries(0):
                open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)
                open_file(acting, person.pk, Purpose.MONTHLY_FORM, now=NOON)

    def test_is_asked_for_again_by_the_next_request(self, django_assert_num_queries):
        person = PersonFactory(with_account=True)
        with of_request.remembered():
            acting = acting_as(person)
        Person.objects.filter(pk=person.pk).update(user=None, channels=[])

        with of_request.remembered(), pytest.raises(Hidden):
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)

    def test_is_not_opened_by_an_acting_made_by_hand(self):
        person, other = PersonFactory(with_account=True), PersonFactory(with_account=True)
        with of_request.remembered():
            acting = acting_as(person)
            forged = dataclasses.replace(acting, person_id=other.pk)
            stolen = dataclasses.replace(acting, user_id=other.user_id)
            with pytest.raises(Hidden):
                open_file(forged, other.pk, Purpose.EFFORTS, now=NOON)
            with pytest.raises(Hidden):
                open_file(stolen, person.pk, Purpose.EFFORTS, now=NOON)
