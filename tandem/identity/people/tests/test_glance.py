import pytest
from django.db.models import OuterRef

from tandem.foundation.beside import listed, read
from tandem.foundation.once import reading
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import OWN_RIGHT, Acting
from tandem.identity.organisations.tests.factories import OrganisationFactory
from tandem.identity.people.models import ChangeNotice
from tandem.identity.people.selectors import NOTICES, Beside, at_a_glance
from tandem.identity.people.tests.factories import PersonFactory


def own(person):
    acting = Acting(capacity=Capacity.SELF, user_id=person.user_id)
    return acting.concerning(person.pk, OWN_RIGHT, Purpose.PERSONAL_DATA)


def changed(person, **facts):
    return ChangeNotice.objects.create(person=person, section="address", changed_at=NOON, **facts)


@pytest.mark.django_db
class TestAtAGlance:
    def test_counts_of_each_kind_what_is_hers(self):
        person, other = PersonFactory.create_batch(2)
        changed(person), changed(person), changed(other), changed(person, seen_at=NOON)

        assert at_a_glance(own(person)).number(NOTICES) == 2
        assert at_a_glance(own(PersonFactory())).number(NOTICES) == 0

    def test_asks_once_for_all_of_them_and_once_for_a_page(self, django_assert_num_queries):
        file = own(PersonFactory())
        at_a_glance(file)

        with django_assert_num_queries(1), reading():
            assert set(at_a_glance(file).numbers) >= {NOTICES, "activation.open", "notifications.unread"}
            at_a_glance(file)

    def test_says_where_deadlines_come_from(self):
        fund = OrganisationFactory(fund=True)

        assert at_a_glance(own(PersonFactory(fund=fund, canton="VS"))).located.fund_id == fund.pk
        assert at_a_glance(own(PersonFactory(fund=None, office=None))).located is None

    def test_is_the_persons_alone(self):
        file = own(PersonFactory())

        with pytest.raises(Hidden):
            at_a_glance(Acting(capacity=Capacity.SYSTEM).concerning(file.person_id, OWN_RIGHT, Purpose.MESSAGES))

    def test_knows_what_nobody_counts(self):
        with pytest.raises(LookupError, match="nothing is counted as 'bread'"):
            at_a_glance(own(PersonFactory())).number("bread")


@pytest.mark.django_db
class TestBeside:
    def test_reads_what_a_feature_wants_with_who_she_is(self, django_assert_num_queries):
        person, other = PersonFactory.create_batch(2)
        seen, _hers_too, _others = changed(person, seen_at=NOON), changed(person), changed(other)
        asking = Beside(_seen, section="contact")
        asking.of(own(person), section="address")

        with django_assert_num_queries(1):
            summary, found = asking.of(own(person), section="address")

        assert summary.person_id == person.pk
        assert read(ChangeNotice, found["seen"]) == [seen]
        assert asking.of(own(person), section="needs")[1]["seen"] == []

    def test_reads_her_own_before_it_is_known_for_what_her_file_is_opened(self, django_assert_num_queries):
        person = PersonFactory()
        seen = changed(person, seen_at=NOON)
        asking = Beside(_seen, section="contact")
        acting = Acting(capacity=Capacity.SELF, user_id=person.user_id, person_id=person.pk)
        asking.of_own(acting, section="address")

        with django_assert_num_queries(1):
            found = asking.of_own(acting, section="address")

        assert read(ChangeNotice, found.columns["seen"]) == [seen]
        assert found.summary(own(person)).person_id == person.pk

    def test_tells_of_nobody_else_and_to_nobody_else_before(self):
        person = PersonFactory()
        found = Beside(dict).of_own(Acting(capacity=Capacity.SELF, user_id=person.user_id, person_id=person.pk))

        with pytest.raises(Hidden):
            found.summary(own(PersonFactory()))
        with pytest.raises(ValueError, match="file"):
            found.summary(Acting(capacity=Capacity.SELF, user_id=person.user_id, person_id=person.pk))
        assert Beside(dict).of_own(Acting(capacity=Capacity.HELPER, user_id=1, person_id=person.pk)) is None

    def test_opens_no_file(self):
        with pytest.raises(ValueError, match="file"):
            Beside(dict).of(Acting(capacity=Capacity.SELF, user_id=PersonFactory().user_id))


def _seen(*, section):
    return {"seen": listed(ChangeNotice.objects.filter(person_id=OuterRef("pk"), section=section, seen_at__lte=NOON))}
