"""What a person does with notes about her, and what time does."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tandem.assistance.helplog import personal_data, selectors, services
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.signals import help_withdrawn
from tandem.assistance.helplog.tests.factories import noted, own
from tandem.foundation.refusals import Hidden
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted

DAY = datetime.timedelta(days=1)
PLATFORM = system("LPGA 37 al. 1")


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


class TestAnswer:
    """The helper answers what the person says about a note of hers."""

    @pytest.fixture
    def contested(self, person, helper):
        granted(person, helper)
        note_id = noted(helper, person_id=person.pk).note_id
        services.contest(own(person), note_id=note_id, words="I typed all of it.", now=NOON)
        return note_id

    def test_stands_beside_the_note_for_both(self, person, helper, contested):
        services.answer(helper, note_id=contested, words="You did. I am sorry.", now=NOON)

        assert selectors.notes_of(own(person))[0].answer == "You did. I am sorry."
        assert selectors.contested_notes(helper)[0].answer == "You did. I am sorry."
        assert LedgerEntry.objects.filter(person=person, verb="helplog.answer").count() == 1

    def test_is_given_once(self, helper, contested):
        services.answer(helper, note_id=contested, words="You did.", now=NOON)

        with pytest.raises(services.AlreadyAnswered):
            services.answer(helper, note_id=contested, words="You did not.", now=NOON)

    def test_is_hers_alone_and_only_to_what_is_contested(self, person, helper, contested):
        quiet = noted(helper, person_id=person.pk).note_id
        for acting, note_id in ((a_helper(), contested), (helper, quiet), (own(person), contested)):
            with pytest.raises(Hidden):
                services.answer(acting, note_id=note_id, words="No.", now=NOON)

    def test_needs_something_that_is_contested_in_the_database_too(self, person, helper):
        granted(person, helper)
        noted(helper, person_id=person.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.update(answer="No.")


class TestWithdrawn:
    def test_is_told_when_a_note_counts_no_more(self, person, helper):
        granted(person, helper)
        heard = []

        def listen(sender, *, person_id, note_id, **later):
            heard.append((person_id, note_id))

        help_withdrawn.connect(listen)
        first, second, third = (noted(helper, person_id=person.pk) for _number in range(3))
        services.contest(own(person), note_id=first.note_id, words="No.", now=NOON)
        services.erase(own(person), note_id=second.note_id, now=NOON)
        services.take_back(helper, noted=third, now=NOON)
        help_withdrawn.disconnect(listen)

        assert heard == [(person.pk, one.note_id) for one in (first, second, third)]
