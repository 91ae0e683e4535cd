import datetime

import pytest
from django.db import IntegrityError, transaction

from tandem.assistance.helplog import personal_data, selectors, services
from tandem.assistance.helplog.enums import Source, Theme
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.receivers import look_given, session_over
from tandem.assistance.helplog.services import EndsTooEarly, NotOfTheTeam, NotYet, TooLongAgo, TooManyMinutes
from tandem.assistance.helplog.signals import help_noted
from tandem.assistance.helplog.tests.factories import TODAY, a_workshop, facts, noted
from tandem.assistance.second_look.tests.factories import asked_of as asked_of_helper
from tandem.assistance.second_look.tests.factories import opened_by_link
from tandem.assistance.sessions import services as session_services
from tandem.assistance.sessions.enums import Hands
from tandem.assistance.sessions.tests.factories import asked, together
from tandem.assistance.sessions.tests.factories import person_in as session_person
from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.mandates.selectors import people_helped
from tandem.identity.mandates.tests.factories import a_helper, a_person, a_relative, granted, structure_of
from tandem.identity.organisations.tests.factories import MembershipFactory

DAY = datetime.timedelta(days=1)
PLATFORM = system("LPGA 37 al. 1")


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def helper():
    return a_helper()


def own(person, now=NOON):
    return open_own_file(acting_as(person, now=now), Purpose.HELP, now=now)


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


class TestThePerson:
    def test_contests_a_note_and_the_helper_reads_her_words(self, person, helper):
        granted(person, helper)
        note_id = noted(helper, person_id=person.pk).note_id

        services.contest(own(person), note_id=note_id, words="I typed all of it.", now=NOON)

        assert [line.contest for line in selectors.contested_notes(helper)] == ["I typed all of it."]
        assert selectors.contested_notes(a_helper()) == []

    def test_contests_it_once(self, person, helper):
        granted(person, helper)
        note_id = noted(helper, person_id=person.pk).note_id
        services.contest(own(person), note_id=note_id, words="No.", now=NOON)

        with pytest.raises(services.AlreadyContested):
            services.contest(own(person), note_id=note_id, words="Again.", now=NOON)

    def test_erases_a_note_while_the_count_stays(self, person, helper):
        granted(person, helper)
        note_id = noted(helper, person_id=person.pk).note_id

        services.erase(own(person), note_id=note_id, now=NOON)

        assert (Note.objects.count(), HelpGiven.objects.count()) == (0, 1)

    def test_cannot_touch_another_persons_note(self, person, helper):
        granted(person, helper)
        note_id = noted(helper, person_id=person.pk).note_id

        for verb in (services.erase, services.contest):
            words = {"words": "No."} if verb is services.contest else {}
            with pytest.raises(Hidden):
                verb(own(a_person(phone="")), note_id=note_id, now=NOON, **words)

    def test_is_erased_with_her_file(self, person, helper):
        granted(person, helper)
        noted(helper, person_id=person.pk)

        assert personal_data.erase(person.pk) == 1


class TestForget:
    def test_takes_old_notes_and_marks_away_and_leaves_the_counts(self, person, helper):
        granted(person, helper)
        noted(helper, person_id=person.pk)

        services.forget(PLATFORM, now=NOON + 600 * DAY)
        assert Note.objects.count() == 1
        assert HelpGiven.objects.get().mark == ""
        services.forget(PLATFORM, now=NOON + 740 * DAY)

        assert (Note.objects.count(), HelpGiven.objects.count()) == (0, 1)

    def test_is_the_platforms_alone(self, helper):
        with pytest.raises(Hidden):
            services.forget(helper, now=NOON)


class TestReport:
    @pytest.fixture
    def manager(self):
        return acting_as_member(MembershipFactory(helper=True, manager=True))

    def test_adds_up_the_structures_month_and_nobody_elses(self, manager):
        for _number in range(6):
            noted(manager)
        noted(a_helper())

        found = selectors.report(manager, month=TODAY.replace(day=1), now=NOON)

        assert (found.total.helps, found.total.minutes) == (6, 90)

    def test_is_hidden_for_a_member_who_does_not_manage(self, helper):
        with pytest.raises(Hidden):
            selectors.report(helper, month=TODAY.replace(day=1), now=NOON)

    def test_is_hidden_for_a_month_that_is_still_to_come(self, manager):
        with pytest.raises(Hidden):
            selectors.report(manager, month=datetime.date(2026, 5, 1), now=NOON)

    def test_asks_as_often_for_one_line_as_for_fifty(self, manager, django_assert_num_queries):
        noted(manager)
        with django_assert_num_queries(4):
            selectors.report(manager, month=TODAY.replace(day=1), now=NOON)
        for _number in range(50):
            noted(manager)

        with django_assert_num_queries(4):
            selectors.report(manager, month=TODAY.replace(day=1), now=NOON)


class TestScreensByHelp:
    def test_ranks_complete_months_only(self, helper):
        before = NOON - 20 * DAY
        for screen, times in (("log_in", 6), ("monthly_form", 9), ("search", 4)):
            for _time in range(times):
                noted(helper, now=before, helped_on=before.date(), screen=screen)
        for _time in range(8):
            noted(helper, screen="ad")

        assert [(line.screen, line.helps) for line in selectors.screens_by_help(now=NOON)] == [
            ("monthly_form", 9),
            ("log_in", 6),
        ]


class TestAbsences:
    @pytest.fixture
    def manager(self, helper):
        membership = MembershipFactory(helper=True, manager=True, organisation=structure_of(helper))
        return acting_as_member(membership)

    def away(self, acting, helper, stand_in=None, **days):
        said = {"starts_on": TODAY, "last_day": TODAY + 6 * DAY, **days}
        stand_in_id = stand_in.user_id if stand_in else None
        return services.say_absence(acting, helper_id=helper.user_id, stand_in_id=stand_in_id, now=NOON, **said)

    def test_name_the_stand_in_in_what_the_person_reads(self, person, helper, manager):
        granted(person, helper)
        mandate = people_helped(helper, now=NOON)[0].mandate_id
        self.away(helper, helper, manager)
        from tandem.identity.mandates.services import name_helper  # noqa: PLC0415

        name_helper(manager, mandate_id=mandate, user_id=manager.user_id, now=NOON)

        noted(manager, person_id=person.pk)

        (line,) = selectors.notes_of(own(person))
        assert line.stood_in_for
        assert HelpGiven.objects.get().by_stand_in

    def test_open_no_file_to_a_stand_in_who_is_not_named(self, person, helper, manager):
        granted(person, helper)
        self.away(helper, helper, manager)

        with pytest.raises(Hidden):
            noted(manager, person_id=person.pk)

    def test_are_said_by_the_manager_for_whoever_cannot(self, helper, manager):
        self.away(manager, helper)

        (line,) = selectors.absences(helper, now=NOON)
        assert (line.helper_id, line.stand_in, line.last_day) == (helper.user_id, "", TODAY + 6 * DAY)

    def test_of_a_colleague_are_hidden_from_whoever_does_not_manage(self, helper, manager):
        with pytest.raises(Hidden):
            self.away(helper, manager)

    def test_are_ended_by_coming_back(self, helper, manager):
        absence = self.away(manager, helper)

        services.end_absence(helper, absence_id=absence.pk, now=NOON)

        assert selectors.absences(manager, now=NOON) == []

    def test_of_another_structure_cannot_be_ended(self, helper, manager):
        absence = self.away(manager, helper)

        with pytest.raises(Hidden):
            services.end_absence(a_helper(), absence_id=absence.pk, now=NOON)

    def test_refuse_days_that_are_over_and_people_of_elsewhere(self, helper, manager):
        with pytest.raises(EndsTooEarly):
            self.away(helper, helper, last_day=TODAY - DAY)
        with pytest.raises(NotOfTheTeam):
            self.away(helper, helper, a_helper())


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
