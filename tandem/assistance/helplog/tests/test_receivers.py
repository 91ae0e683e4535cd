"""Sessions and second looks write themselves."""

import datetime

import pytest

from tandem.assistance.helplog import selectors
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.receivers import look_given, session_over
from tandem.assistance.helplog.tests.factories import own
from tandem.assistance.second_look.tests.factories import asked_of as asked_of_helper
from tandem.assistance.second_look.tests.factories import opened_by_link
from tandem.assistance.sessions import services as session_services
from tandem.assistance.sessions.enums import Hands
from tandem.assistance.sessions.tests.factories import asked, together
from tandem.assistance.sessions.tests.factories import person_in as session_person
from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
from tandem.identity.access.tests.factories import NOON


class TestASessionThatIsOver:
    def ended(self, session, helper, minutes):
        at = NOON + datetime.timedelta(minutes=minutes)
        session_services.end(session_person(session, now=at), session_id=session.pk, now=at)
        session_over(self, session_id=session.pk, at=at)
        return HelpGiven.objects.get()

    def test_writes_itself_for_both(self, person, helper):
        session = together(person, helper)

        given = self.ended(session, helper, 25)

        (line,) = selectors.notes_of(own(person))
        assert (line.source, line.level, line.place) == ("session", "together_own_hands", "distance")
        assert (given.minutes, given.theme, given.waited, given.source) == (25, "efforts", "not_said", "session")

    def test_says_whose_hands_typed(self, person, helper):
        given = self.ended(together(person, helper, hands=Hands.HELPER), helper, 5)

        assert given.level == "together_helper_hands"

    def test_is_written_once(self, person, helper):
        session = together(person, helper)
        self.ended(session, helper, 5)

        session_over(self, session_id=session.pk, at=NOON)

        assert HelpGiven.objects.count() == 1

    def test_writes_nothing_when_nobody_came(self, person):
        session_over(self, session_id=asked(person).pk, at=NOON)

        assert not HelpGiven.objects.exists()


class TestASecondLookThatWasGiven:
    @pytest.fixture(autouse=True)
    def _form(self, declared):  # noqa: F811 - a fixture
        declared()

    def test_counts_apart_and_without_minutes(self, helper):
        look = asked_of_helper(helper)
        look_given(self, look_id=look.pk, at=NOON)
        look_given(self, look_id=look.pk, at=NOON)

        given = HelpGiven.objects.get()
        assert (given.minutes, given.level, given.source) == (0, "second_look", "second_look")
        assert Note.objects.get().helper_id == helper.user_id

    def test_by_a_link_is_nobody_s_help(self):
        look_given(self, look_id=opened_by_link().pk, at=NOON)

        assert not HelpGiven.objects.exists()
