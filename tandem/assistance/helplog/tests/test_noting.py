"""A helper notes help; it notes itself; it is taken back."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tandem.assistance.helplog import personal_data, selectors, services
from tandem.assistance.helplog.enums import Source, Theme
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.services import NotYet, TooLongAgo, TooManyMinutes
from tandem.assistance.helplog.signals import help_noted
from tandem.assistance.helplog.tests.factories import TODAY, a_workshop, facts, noted, own
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.mandates.tests.factories import a_helper, a_relative, granted

DAY = datetime.timedelta(days=1)
PLATFORM = system("LPGA 37 al. 1")


class TestNote:
    def test_tells_the_person_who_helped_with_what_and_how_far(self, person, helper):
        granted(person, helper)

        noted(helper, person_id=person.pk)

        (line,) = selectors.notes_of(own(person))
        assert (line.theme, line.level, line.helped_on) == (
            Theme.MONTHLY_FORM,
            Presence.TOGETHER_OWN_HANDS,
            TODAY,
        )
        assert LedgerEntry.objects.filter(person=person, verb="helplog.note").count() == 1

    def test_keeps_no_minutes_in_any_row_about_the_person(self, person, helper):
        granted(person, helper)

        noted(helper, person_id=person.pk)

        assert "minutes" not in {field.name for field in Note._meta.get_fields()}
        assert not {"person", "helper", "day"} & {field.name for field in HelpGiven._meta.get_fields()}
        assert not any("minutes" in row for row in personal_data.export(person.pk))

    def test_marks_the_same_person_alike_in_a_month_and_otherwise_in_the_next(self, person, helper):
        granted(person, helper)
        later = NOON + 30 * DAY
        for moment in (NOON, NOON, later):
            noted(helper, now=moment, person_id=person.pk, helped_on=moment.date())

        marks = list(HelpGiven.objects.order_by("pk").values_list("mark", flat=True))

        assert marks[0] == marks[1] != marks[2]

    def test_names_nobody_who_gave_no_mandate(self, helper):
        noted(helper)

        assert HelpGiven.objects.get().mark == ""
        assert not Note.objects.exists()

    def test_is_hidden_for_a_person_of_another_helper(self, person, helper):
        granted(person, a_helper())

        with pytest.raises(Hidden):
            noted(helper, person_id=person.pk)

        assert not HelpGiven.objects.exists()

    def test_is_hidden_for_her_counsellor(self, person):
        with pytest.raises(Hidden):
            noted(acting_as_member(person.counsellor), person_id=person.pk)

    def test_counts_the_heads_of_a_workshop(self, helper):
        services.note(helper, facts=a_workshop(people=11), now=NOON)

        given = HelpGiven.objects.get()
        assert (given.people, given.level) == (11, "")

    def test_is_open_to_a_relative_without_a_structure(self, person):
        relative = a_relative()
        granted(person, relative)

        noted(relative, person_id=person.pk)

        assert selectors.notes_of(own(person))[0].structure == ""

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"helped_on": TODAY + DAY}, NotYet),
            ({"helped_on": TODAY - 32 * DAY}, TooLongAgo),
            ({"minutes": 481}, TooManyMinutes),
        ],
    )
    def test_refuses_what_cannot_be(self, helper, changes, refusal):
        with pytest.raises(refusal):
            noted(helper, **changes)

        assert not HelpGiven.objects.exists()

    def test_announces_how_far_a_person_did_it_herself(self, person, helper):
        granted(person, helper)
        heard = []
        receiver = lambda **news: heard.append((news["person_id"], news["theme"], news["level"]))  # noqa: E731
        help_noted.connect(receiver)

        noted(helper, person_id=person.pk)
        noted(helper)

        help_noted.disconnect(receiver)
        assert heard == [(person.pk, Theme.MONTHLY_FORM, Presence.TOGETHER_OWN_HANDS)]


class TestNoteByItself:
    def by_itself(self, person, helper, acting=PLATFORM, reference="7"):
        return services.note_by_itself(
            acting,
            helper_id=helper.user_id,
            structure_id=helper.organisation_id,
            facts=facts(person_id=person.pk),
            source=Source.SESSION,
            reference=reference,
            now=NOON,
        )

    def test_writes_a_session_once(self, person, helper):
        assert self.by_itself(person, helper) is not None
        assert self.by_itself(person, helper) is None

        assert (Note.objects.count(), HelpGiven.objects.count()) == (1, 1)
        assert LedgerEntry.objects.get(verb="helplog.note_by_itself").user is None

    def test_is_the_platforms_alone(self, person, helper):
        with pytest.raises(Hidden):
            self.by_itself(person, helper, acting=helper)


class TestTakeBack:
    def test_removes_both_lines(self, person, helper):
        granted(person, helper)
        last = noted(helper, person_id=person.pk)

        services.take_back(helper, noted=last, now=NOON)

        assert (Note.objects.count(), HelpGiven.objects.count()) == (0, 0)

    def test_is_hidden_for_what_another_one_noted(self, person, helper):
        granted(person, helper)
        last = noted(helper, person_id=person.pk)

        with pytest.raises(Hidden), transaction.atomic():
            services.take_back(a_helper(), noted=last, now=NOON)

        assert Note.objects.count() == 1


class TestTheDatabase:
    def test_refuses_minutes_beyond_eight_hours_a_level_for_a_group_and_a_second_note_of_a_session(
        self, person, helper
    ):
        noted(helper)
        session = {"person": person, "helper_id": helper.user_id, "helped_on": TODAY, "theme": "search"}
        session |= {"level": "alone", "place": "home", "source": "session", "reference": "7", "noted_at": NOON}
        Note.objects.create(**session)
        for wrong in (
            lambda: HelpGiven.objects.update(minutes=481),
            lambda: HelpGiven.objects.update(kind="workshop"),
            lambda: HelpGiven.objects.update(month=TODAY),
            lambda: Note.objects.create(**session),
            lambda: Note.objects.update(level="on_paper"),
            lambda: Note.objects.update(contested_at=NOON),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                wrong()
