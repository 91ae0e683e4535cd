"""Looking something up in all that is noted: by words, month, way, result; on the page and by programs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from tandem.eservices.efforts import selectors, services
from tandem.eservices.efforts.enums import Channel, Outcome
from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, filed, own_file
from tandem.eservices.efforts.types import Result, Wanted
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(clock):
    clock.freeze(NOON)
    return PersonFactory(with_account=True, with_counsellor=True, canton="ZH")


def found(person, **wanted):
    return [one.effort.company for one in selectors.find_efforts(own_file(person), Wanted(**wanted))]


class TestFindEfforts:
    def test_looks_for_every_word_in_company_job_and_place(self, person):
        EffortFactory(person=person, company="Beck am Bach", job_title="Cook", locality="Bern")
        EffortFactory(person=person, company="Hotel Post", job_title="Cook", locality="Chur")

        assert found(person, words="cook bern") == ["Beck am Bach"]
        assert found(person, words="post") == ["Hotel Post"]
        assert found(person, words="cook nowhere") == []

    def test_narrows_down_by_month_way_and_filing(self, person):
        EffortFactory(person=person, company="March", applied_on=MARCH)
        april = datetime.date(2026, 4, 2)
        EffortFactory(
            person=person,
            company="April",
            applied_on=april,
            channels=[Channel.ELECTRONIC, Channel.MAIL],
            street="Gasse",
            house_number="1",
        )
        filed(person)

        assert found(person, month=MARCH) == ["March"]
        assert found(person, channels=(Channel.MAIL,)) == ["April"]
        assert found(person, filed=True) == ["March"]
        assert found(person, filed=False) == ["April"]

    def test_goes_by_what_was_said_last(self, person):
        effort = EffortFactory(person=person, company="Beck am Bach")
        EffortFactory(person=person, company="Hotel Post")
        filed(person)
        refused = Result(outcome=Outcome.REJECTED, interview=True, rejection_reason="No post left")
        services.note_results(own_file(person), effort_ids=[effort.pk], result=refused, now=NOON)

        assert found(person, outcomes=(Outcome.REJECTED,)) == ["Beck am Bach"]
        assert found(person, interview=True) == ["Beck am Bach"]
        assert found(person, outcomes=(Outcome.PENDING,)) == ["Hotel Post"]

    def test_is_the_persons_own(self, person):
        EffortFactory()
        assert found(person) == []
        counsellor = acting_as_member(person.counsellor)
        with pytest.raises(Hidden):
            selectors.find_efforts(open_file(counsellor, person.pk, Purpose.EFFORTS, now=NOON), Wanted())


class TestPage:
    def test_shows_what_is_asked_for_and_says_how_many(self, client, person):
        EffortFactory(person=person, company="Beck am Bach")
        EffortFactory(person=person, company="Hotel Post")
        client.force_login(person.user)

        page = client.get(reverse("efforts:all"), {"words": "hotel"})

        assertContains(page, "Hotel Post")
        assertContains(page, "1 effort")
        assert [row["company"] for row in page.context["rows"]] == ["Hotel Post"]

    def test_says_what_it_does_not_know(self, client, person):
        client.force_login(person.user)

        page = client.get(reverse("efforts:all"), {"result": "perhaps"})

        assertContains(page, "perhaps", status_code=400)

    def test_costs_the_same_for_one_effort_and_for_thirty(self, client, person):
        client.force_login(person.user)
        EffortFactory(person=person)
        client.get(reverse("efforts:all"))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse("efforts:all"))
        EffortFactory.create_batch(30, person=person)
        with CaptureQueriesContext(connection) as many:
            client.get(reverse("efforts:all"))

        assert len(many) == len(one)
