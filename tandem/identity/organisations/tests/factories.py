import datetime

import factory
from stdnum.ch import uid

from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors.selectors import has_second_factor
from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.organisations.enums import HelperKind, MemberRole, OrganisationKind
from tandem.identity.organisations.models import HelperProfile, Licence, Membership, Organisation, ServiceArea


def some_uid(number: int) -> str:
    """A UID with the right check digit; the number whose check digit would be 10 does not exist."""
    digits = next(d for d in (f"{n:08}" for n in range(20_000_000 + 2 * number, 99_999_999)) if _has_check_digit(d))
    return f"CHE{digits}{uid.calc_check_digit(digits)}"


def _has_check_digit(digits: str) -> bool:
    return len(uid.calc_check_digit(digits)) == 1


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A regional office in Fribourg; a trait makes it something else: `OrganisationFactory(fund=True)`."""

    class Meta:
        model = Organisation

    class Params:
        fund = factory.Trait(
            kind=OrganisationKind.FUND, fund_number=factory.Sequence(lambda n: f"{10000 + n % 90000}")
        )
        employer = factory.Trait(kind=OrganisationKind.EMPLOYER, uid=factory.Sequence(some_uid))
        agency = factory.Trait(kind=OrganisationKind.AGENCY)
        provider = factory.Trait(kind=OrganisationKind.PROVIDER)
        helper_structure = factory.Trait(kind=OrganisationKind.HELPER_STRUCTURE)
        operator = factory.Trait(kind=OrganisationKind.OPERATOR)
        blocked = factory.Trait(
            blocked_at=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC), blocked_because="Licence withdrawn"
        )

    kind = OrganisationKind.OFFICE
    name = factory.Sequence(lambda n: f"Organisation {n}")
    street = "Musterweg 1"
    postal_code = "1700"
    locality = "Fribourg"
    canton = "FR"
    phone = "+41263050000"
    email = "office@example.ch"
    team_confirmed_on = datetime.date(2026, 2, 1)


class LicenceFactory(factory.django.DjangoModelFactory):
    """A licence of the canton of Fribourg, in force since 2020."""

    class Meta:
        model = Licence

    agency = factory.SubFactory(OrganisationFactory, agency=True)
    number = factory.Sequence(lambda n: f"FR-{1000 + n}")
    authority = "FR"
    valid_from = datetime.date(2020, 1, 1)


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    """A postal code of a regional office, since 2020."""

    class Meta:
        model = ServiceArea

    office = factory.SubFactory(OrganisationFactory)
    starts_on = datetime.date(2020, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A counsellor in force since 2020; `MembershipFactory(fund_officer=True)`, `(ended=True)`, `(future=True)`."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    class Params:
        fund_officer = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, fund=True))
        employer = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, employer=True))
        agency = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, agency=True))
        provider = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, provider=True))
        helper = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory, helper_structure=True),
            helper_kind=HelperKind.PROFESSIONAL,
        )
        operator = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, operator=True))
        manager = factory.Trait(role=MemberRole.MANAGER)
        ended = factory.Trait(ends_before=datetime.date(2021, 1, 1))
        future = factory.Trait(starts_on=datetime.date(2100, 1, 1))

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = datetime.date(2020, 1, 1)

    @factory.post_generation
    def second_factor(self: Membership, create, extracted, **facts):
        """Whoever works with other people's files has one, unless a test says `second_factor=False`."""
        if create and extracted is not False and not has_second_factor(self.user_id):
            CodeListFactory(user=self.user, lines=0)


class HelperProfileFactory(factory.django.DjangoModelFactory):
    """A relative who helps since 2020; `HelperProfileFactory(volunteer=True)`."""

    class Meta:
        model = HelperProfile
        skip_postgeneration_save = True

    class Params:
        volunteer = factory.Trait(kind=HelperKind.VOLUNTEER)

    user = factory.SubFactory(UserFactory)
    kind = HelperKind.RELATIVE
    starts_on = datetime.date(2020, 1, 1)

    @factory.post_generation
    def second_factor(self: HelperProfile, create, extracted, **facts):
        """Whoever works with other people's files has one, unless a test says `second_factor=False`."""
        if create and extracted is not False and not has_second_factor(self.user_id):
            CodeListFactory(user=self.user, lines=0)
