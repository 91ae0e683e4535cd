import pytest

from tandem.assistance.autonomy import presenters, selectors
from tandem.assistance.autonomy.enums import Task
from tandem.assistance.autonomy.tests.factories import own
from tandem.assistance.confirmations.tests.factories import asked, mandated, says_yes, with_effort, with_list
from tandem.assistance.helplog.enums import Theme
from tandem.assistance.helplog.services import contest
from tandem.assistance.helplog.tests.factories import noted as note_help
from tandem.eservices.procedures.tests.factories import answered, declared, filed  # noqa: F401 - a fixture
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.services import note_read, tell
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import system
from tandem.identity.mandates.tests.factories import a_helper, a_person


@pytest.fixture
def person(db):
    return with_list(a_person())


@pytest.fixture
def happens(django_capture_on_commit_callbacks):
    """What listens after the commit has listened, too."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def levels(person, task):
    return [step.level for step in selectors.path(own(person), task).steps]


class TestFiling:
    def test_by_the_person_alone_is_hers_alone(self, person, happens, declared):  # noqa: F811 - a fixture
        declared()
        with happens():
            filed(answered(person))

        assert levels(person, Task.OTHER_FORM) == [Presence.ALONE]

    def test_that_a_helper_made_ready_is_in_place_although_she_said_yes(
        self,
        person,
        happens,
        declared,  # noqa: F811 - a fixture
    ):
        declared()
        helper = a_helper()
        mandated(person, helper)
        with happens():
            says_yes(person, asked(person, helper))

        assert levels(person, Task.OTHER_FORM) == [Presence.IN_PLACE]


class TestActs:
    def test_of_noting_an_effort_in_place_are_in_place(self, person, happens):
        helper = a_helper()
        mandated(person, helper)
        with happens():
            with_effort(person, helper)

        assert levels(person, Task.EFFORTS) == [Presence.IN_PLACE]
        assert levels(person, Task.APPLY) == []

    def test_of_an_office_leave_nothing(self, person, happens):
        with happens():
            DocumentFactory(person=person)

        assert {path.task for path in selectors.paths(own(person))} <= {Task.UPLOAD}


class TestReading:
    def test_a_message_on_ones_own_pages_is_read_alone_once(self, person, happens):
        with happens():
            tell(
                system("LPGA 27 al. 1"),
                person_id=person.pk,
                kind="deadlines.received",
                facts={"title": "form", "name": "form", "number": "ABCD-EFGH-JKMN-PQRS"},
                now=NOON,
            )
        file = open_own_file(acting_as(person), Purpose.MESSAGES, now=NOON)
        message = Message.objects.get(person=person)
        for _ in range(2):
            with happens():
                note_read(file, message_id=message.pk, now=NOON)

        assert levels(person, Task.READ_LETTER) == [Presence.ALONE]


class TestLogIn:
    def test_is_noted_once_a_day(self, person, client):
        for _ in range(2):
            client.force_login(person.user)

        assert levels(person, Task.LOG_IN) == [Presence.ALONE]


class TestHelp:
    """What a helper writes down of what happened on paper or on the phone."""

    def noted(self, person, **facts):
        helper = a_helper()
        mandated(person, helper)
        return note_help(helper, person_id=person.pk, **facts)

    def test_counts_and_says_that_a_helper_noted_it(self, person):
        self.noted(person)

        (step,) = selectors.path(own(person), Task.MONTHLY_FORM).steps
        assert (step.level, step.is_told) == (Presence.TOGETHER_OWN_HANDS, True)
        assert presenters.lines(selectors.path(own(person), Task.MONTHLY_FORM))[0].words.endswith("noted it)")

    def test_counts_no_more_once_she_contests_it(self, person):
        note = self.noted(person)
        contest(own(person), note_id=note.note_id, words="I typed all of it.", now=NOON)

        assert levels(person, Task.MONTHLY_FORM) == []

    def test_says_nothing_of_how_she_logs_in_nor_of_what_is_no_task(self, person):
        for theme in (Theme.LOG_IN, Theme.DEVICE, Theme.OTHER):
            self.noted(person, theme=theme)

        assert selectors.paths(own(person)) == []
