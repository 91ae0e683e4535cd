"""Nothing is erased before its person has had 30 days to hear of it."""

import datetime

import pytest

from tandem.foundation import clock
from tandem.identity.access.enums import Purpose, Retention
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.own_data import rules, services
from tandem.identity.own_data.models import Erasure, ErasureNotice
from tandem.identity.own_data.tests.factories import ClosedFileFactory
from tandem.identity.people.tests.factories import PersonFactory

CLOSED = datetime.date(2026, 1, 31)
GOES = rules.erased_on(CLOSED, Retention.CONVENIENCE)  # 31 July 2026
DAY = datetime.timedelta(days=1)
LAW = services.as_the_law_says()


def noon(day):
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=clock.ZURICH)


@pytest.fixture
def closed():
    return ClosedFileFactory(person=PersonFactory(with_counsellor=True), closed_on=CLOSED, told=False)


class TestAnnounceErasures:
    def test_tells_her_once_from_30_days_before_on(self, closed, told):
        assert services.announce_erasures(LAW, now=noon(GOES - 31 * DAY)) == 0
        assert services.announce_erasures(LAW, now=noon(GOES - 30 * DAY)) == 1
        assert services.announce_erasures(LAW, now=noon(GOES - 29 * DAY)) == 0

        assert told == [(closed.person_id, "own_data.convenience_ends")]
        assert "31 July 2026" in told.words("en").subject

    def test_names_the_day_on_which_it_can_happen_when_it_was_told_late(self, closed, told):
        services.announce_erasures(LAW, now=noon(GOES))

        assert told.facts[0][1] == {"day": GOES + 30 * DAY}

    def test_does_not_count_for_a_file_that_was_open_again(self, closed, told):
        services.announce_erasures(LAW, now=noon(GOES - 30 * DAY))
        moment = noon(GOES - 10 * DAY)
        file = open_file(acting_as_member(closed.person.counsellor), closed.person_id, Purpose.ASSIGNMENT, now=moment)

        services.reopen_file(file, now=moment)

        assert not ErasureNotice.objects.exists()


class TestEraseDue:
    def test_waits_until_30_days_after_the_notice(self, closed, told):
        assert services.erase_due(LAW, now=noon(GOES + DAY)) == []
        services.announce_erasures(LAW, now=noon(GOES + DAY))
        assert services.erase_due(LAW, now=noon(GOES + 30 * DAY)) == []

        done = services.erase_due(LAW, now=noon(GOES + 31 * DAY))

        assert (
            {row.retention for row in done} == {Retention.CONVENIENCE} == {r.retention for r in Erasure.objects.all()}
        )


@pytest.mark.without_database
class TestMayBeErased:
    def test_asks_for_no_notice_of_what_outlives_her_name(self):
        assert rules.may_be_erased(Retention.EVIDENCE, None, noon(GOES))

    @pytest.mark.parametrize("retention", [Retention.CONVENIENCE, Retention.FILE])
    def test_asks_for_30_full_days(self, retention):
        told_at = noon(GOES)

        assert not rules.may_be_erased(retention, None, told_at)
        assert not rules.may_be_erased(retention, told_at, told_at + rules.NOTICE - datetime.timedelta(seconds=1))
        assert rules.may_be_erased(retention, told_at, told_at + rules.NOTICE)
