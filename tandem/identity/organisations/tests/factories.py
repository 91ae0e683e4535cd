import datetime

import factory

from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations.enums import MemberRole, OrganisationKind
from tandem.identity.organisations.models import Membership, Organisation


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A regional office in Fribourg; a trait makes it something else: `OrganisationFactory(fund=True)`."""

    class Meta:
        model = Organisation

    class Params:
        fund = factory.Trait(kind=OrganisationKind.FUND)
        employer = factory.Trait(kind=OrganisationKind.EMPLOYER)
        agency = factory.Trait(kind=OrganisationKind.AGENCY)
        provider = factory.Trait(kind=OrganisationKind.PROVIDER)
        helper_structure = factory.Trait(kind=OrganisationKind.HELPER_STRUCTURE)
        operator = factory.Trait(kind=OrganisationKind.OPERATOR)

    kind = OrganisationKind.OFFICE
    name = factory.Sequence(lambda n: f"Organisation {n}")
    canton = "FR"


class MembershipFactory(factory.django.DjangoModelFactory):
    """A counsellor in force since 2020; `MembershipFactory(fund_officer=True)`, `(ended=True)`, `(future=True)`."""

    class Meta:
        model = Membership

    class Params:
        fund_officer = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, fund=True))
        employer = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, employer=True))
        agency = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, agency=True))
        provider = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, provider=True))
        helper = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, helper_structure=True))
        operator = factory.Trait(organisation=factory.SubFactory(OrganisationFactory, operator=True))
        manager = factory.Trait(role=MemberRole.MANAGER)
        ended = factory.Trait(ends_before=datetime.date(2021, 1, 1))
        future = factory.Trait(starts_on=datetime.date(2100, 1, 1))

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = datetime.date(2020, 1, 1)
