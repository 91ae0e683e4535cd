import datetime

import factory

from tandem.foundation.languages import Language
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory
from tandem.identity.people.enums import Channel, Section, StandInReason
from tandem.identity.people.models import ChangeNotice, Person, StandIn

_own_name = factory.LazyAttribute(lambda user: f"{user.factory_parent.given_name} {user.factory_parent.family_name}")


class PersonFactory(factory.django.DjangoModelFactory):
    """A person in Fribourg without account, e-mail and phone; traits add them.

    `PersonFactory(counsellor=membership)` gives her that counsellor and the counsellor's office.
    """

    class Meta:
        model = Person

    class Params:
        with_account = factory.Trait(user=factory.SubFactory(UserFactory, name=_own_name))
        with_counsellor = factory.Trait(counsellor=factory.SubFactory(MembershipFactory))
        with_fund = factory.Trait(fund=factory.SubFactory(OrganisationFactory, fund=True))
        with_channels = factory.Trait(email="person@example.com", phone="+41790000000")
        with_address = factory.Trait(street="Beispielweg 3", postal_code="1700", locality="Fribourg")

    person_number = factory.Sequence(lambda n: f"{20_000_000 + n}")
    given_name = factory.Sequence(lambda n: f"Mila-{n}")
    family_name = "Beispiel"
    birth_date = datetime.date(1990, 5, 17)
    language = Language.EN
    canton = "FR"
    office = factory.LazyAttribute(lambda person: person.counsellor.organisation if person.counsellor else None)
    counsellor = None


class StandInFactory(factory.django.DjangoModelFactory):
    """A colleague stands in for all files of a counsellor in April 2026; `StandInFactory(person=person)` for one."""

    class Meta:
        model = StandIn

    class Params:
        closed = factory.Trait(closed_at=datetime.datetime(2026, 4, 2, 10, 0, tzinfo=datetime.UTC))

    person = None
    counsellor = factory.LazyAttribute(
        lambda stand_in: stand_in.person.counsellor if stand_in.person else MembershipFactory()
    )
    substitute = factory.LazyAttribute(lambda row: MembershipFactory(organisation=row.counsellor.organisation))
    reason = StandInReason.HOLIDAY
    starts_on = datetime.date(2026, 4, 1)
    ends_before = datetime.date(2026, 5, 1)
    set_at = datetime.datetime(2026, 3, 30, 10, 0, tzinfo=datetime.UTC)


class ChangeNoticeFactory(factory.django.DjangoModelFactory):
    """Somebody of an office changed a person's address on 3 April 2026; she has not seen it."""

    class Meta:
        model = ChangeNotice

    person = factory.SubFactory(PersonFactory)
    section = Section.ADDRESS
    changed_at = datetime.datetime(2026, 4, 3, 10, 0, tzinfo=datetime.UTC)
    changed_by = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    channel = Channel.LETTER
