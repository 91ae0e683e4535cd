import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import VISITOR, system
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.enums import MemberRole, OrganisationKind
from tandem.identity.organisations.models import Membership, Organisation
from tandem.identity.organisations.rules import capacity_of
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory

SCHEDULE = system("tests")
DAY = datetime.date(2026, 4, 3)
EARLIER = datetime.date(2019, 12, 31)
FUND = {
    "kind": OrganisationKind.FUND,
    "name": "Own fund",
    "street": "Musterweg 2",
    "postal_code": "1700",
    "locality": "Fribourg",
    "email": "fund@example.ch",
    "fund_number": "77",
}


class TestCapacityOf:
    @pytest.mark.parametrize("role", MemberRole)
    @pytest.mark.parametrize(
        ("kind", "capacity"),
        [
            ("office", "counsellor"),
            ("fund", "fund_officer"),
            ("employer", "employer"),
            ("agency", "agency"),
            ("provider", "provider"),
            ("helper_structure", "helper"),
            ("operator", "operator"),
        ],
    )
    def test_follows_from_the_kind_of_organisation(self, kind, role, capacity):
        assert capacity_of(OrganisationKind(kind), role) == Capacity(capacity)

    def test_knows_every_kind(self):
        assert {capacity_of(kind, MemberRole.MEMBER) for kind in OrganisationKind}.isdisjoint(
            {Capacity.SELF, Capacity.SYSTEM, Capacity.VISITOR}
        )


class TestHats:
    def test_are_one_for_each_membership_in_force_the_oldest_first(self):
        user = UserFactory()
        fund = MembershipFactory(user=user, fund_officer=True, starts_on=datetime.date(2024, 1, 1))
        office = MembershipFactory(user=user)
        MembershipFactory(user=user, ended=True)
        MembershipFactory(user=user, future=True)
        MembershipFactory()

        hats = hats_worn(user.pk, now=NOON)

        assert [(hat.capacity, hat.organisation_id, hat.user_id) for hat in hats] == [
            (Capacity.COUNSELLOR, office.organisation_id, user.pk),
            (Capacity.FUND_OFFICER, fund.organisation_id, user.pk),
        ]

    def test_begin_and_end_at_midnight_in_switzerland(self):
        member = MembershipFactory(starts_on=datetime.date(2026, 10, 25), ends_before=datetime.date(2026, 10, 26))
        begins = datetime.datetime(2026, 10, 24, 22, 0, tzinfo=datetime.UTC)  # the day of 25 hours
        ends = datetime.datetime(2026, 10, 25, 23, 0, tzinfo=datetime.UTC)
        second = datetime.timedelta(seconds=1)

        worn = [len(hats_worn(member.user_id, now=at)) for at in (begins - second, begins, ends - second, ends)]

        assert worn == [0, 1, 1, 0]


class TestMembership:
    def test_is_open_once_per_place(self):
        member = MembershipFactory()

        with pytest.raises(IntegrityError, match="one_open_membership_per_place"), transaction.atomic():
            MembershipFactory(user=member.user, organisation=member.organisation)

    def test_never_ends_before_it_starts(self):
        with pytest.raises(IntegrityError, match="a_membership_never_ends_before_it_starts"), transaction.atomic():
            MembershipFactory(ends_before=datetime.date(2019, 12, 31))

    def test_that_ends_on_its_first_day_never_counted(self):
        assert hats_worn(MembershipFactory(starts_on=DAY, ends_before=DAY).user_id, now=NOON) == []


class TestOrganisation:
    @pytest.mark.parametrize(
        ("facts", "constraint"),
        [
            ({"kind": "circus"}, "an_organisation_has_a_known_kind"),
            ({"name": ""}, "an_organisation_has_a_name"),
            ({"kind": "office", "canton": ""}, "an_office_lies_in_a_canton"),
        ],
    )
    def test_refuses_nonsense_in_the_database(self, facts, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            OrganisationFactory(**facts)


class TestVerbs:
    def test_create_an_organisation_and_its_members(self):
        office = services.create_organisation(
            SCHEDULE,
            kind=OrganisationKind.OFFICE,
            name="RAV Beispielstadt",
            street="Musterweg 1",
            postal_code="3012",
            locality="Bern",
            canton="BE",
            phone="+41313050000",
            now=NOON,
        )
        member = services.add_member(
            SCHEDULE, organisation_id=office.pk, user_id=UserFactory().pk, starts_on=DAY, now=NOON
        )

        assert acting_as_member(member).capacity == Capacity.COUNSELLOR

    def test_refuse_a_second_organisation_of_that_name(self):
        OrganisationFactory(fund=True, name="Kasse Beispiel")

        with pytest.raises(ValidationError):
            services.create_organisation(SCHEDULE, **{**FUND, "name": "Kasse Beispiel"}, now=NOON)

    def test_refuse_a_second_open_membership(self):
        member = MembershipFactory()

        with pytest.raises(services.AlreadyMember):
            services.add_member(
                SCHEDULE,
                organisation_id=member.organisation_id,
                user_id=member.user_id,
                starts_on=DAY,
                now=NOON,
            )

    def test_end_a_membership_and_take_the_hat(self):
        member = MembershipFactory()

        services.end_membership(SCHEDULE, membership_id=member.pk, ends_before=DAY, now=NOON)

        assert hats_worn(member.user_id, now=NOON) == []

    def test_end_no_membership_before_it_started_and_none_that_is_missing(self):
        member = MembershipFactory()

        with pytest.raises(services.EndsTooEarly):
            services.end_membership(SCHEDULE, membership_id=member.pk, ends_before=EARLIER, now=NOON)
        with pytest.raises(Hidden):
            services.end_membership(SCHEDULE, membership_id=0, ends_before=DAY, now=NOON)

    @pytest.mark.parametrize("trait", [{}, {"fund_officer": True}, {"employer": True}])
    def test_are_hidden_from_whoever_does_not_run_the_platform(self, trait):
        member = MembershipFactory(**trait)

        for acting in (acting_as_member(member), VISITOR):
            with pytest.raises(Hidden):
                services.create_organisation(acting, **FUND, now=NOON)
            with pytest.raises(Hidden):
                services.add_member(
                    acting, organisation_id=member.organisation_id, user_id=UserFactory().pk, starts_on=DAY, now=NOON
                )
            with pytest.raises(Hidden):
                services.end_membership(acting, membership_id=member.pk, ends_before=DAY, now=NOON)
        assert not Organisation.objects.filter(name="Own fund").exists()
        assert Membership.objects.get().ends_before is None


class TestQuestions:
    def test_name_organisations_in_one_query(self, django_assert_num_queries):
        first, second = OrganisationFactory(), OrganisationFactory()

        with django_assert_num_queries(1):
            names = selectors.names_of([first.pk, second.pk, second.pk, 0])

        assert names == {first.pk: first.name, second.pk: second.name}

    def test_find_the_office_of_a_counsellor_and_of_nobody_else(self):
        counsellor = MembershipFactory()

        assert selectors.office_of_counsellor(counsellor.pk, on=DAY) == counsellor.organisation_id
        for trait in ({"ended": True}, {"future": True}, {"fund_officer": True}):
            assert selectors.office_of_counsellor(MembershipFactory(**trait).pk, on=DAY) is None
