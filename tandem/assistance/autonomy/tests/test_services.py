import pytest
from django.db import IntegrityError, transaction

from tandem.assistance.autonomy import selectors, services
from tandem.assistance.autonomy.enums import NextTime, Task
from tandem.assistance.autonomy.models import Observation
from tandem.assistance.autonomy.tests.factories import DAY, helping, noted, own
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.mandates import services as mandates
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted, structure_of
from tandem.identity.mandates.tests.factories import own_file as own_mandates
from tandem.identity.organisations.tests.factories import MembershipFactory


class TestRecord:
    def test_notes_each_act_once(self, db):
        person = a_person()
        for _ in range(2):
            services.record(person.pk, Task.UPLOAD, Presence.ALONE, NOON, "documents.add 7")

        (path,) = selectors.paths(own(person))
        assert [(step.at, step.level) for step in path.steps] == [(NOON, Presence.ALONE)]

    def test_refuses_what_is_no_level(self, db):
        with pytest.raises(ValueError, match="none of the five"):
            services.record(a_person().pk, Task.UPLOAD, Presence.ON_PAPER, NOON, "x")

    def test_the_database_refuses_it_too(self, db):
        with pytest.raises(IntegrityError, match="one_of_five_levels"), transaction.atomic():
            Observation.objects.create(
                person=a_person(), task=Task.UPLOAD, level=Presence.ON_PAPER, at=NOON, source="x"
            )


class TestAnswer:
    def test_is_the_persons_and_the_last_one_counts(self, db):
        person = a_person()
        services.answer(own(person), task=Task.UPLOAD, word=NextTime.NO, now=NOON)
        services.answer(own(person), task=Task.UPLOAD, word=NextTime.YES, now=NOON + DAY)

        assert selectors.path(own(person), Task.UPLOAD).last_said.word is NextTime.YES

    def test_is_never_given_by_a_helper(self, db):
        person, helper = a_person(), a_helper()
        granted(person, helper)

        with pytest.raises(Hidden):
            services.answer(helping(helper, person), task=Task.UPLOAD, word=NextTime.YES, now=NOON)


class TestShare:
    @pytest.fixture
    def person(self, db):
        person = a_person()
        noted(person, Presence.TOGETHER_OWN_HANDS, Presence.ALONE)
        noted(person, task=Task.UPLOAD)
        return person

    @pytest.fixture
    def helper(self):
        return a_helper()

    @pytest.fixture
    def mandate(self, person, helper):
        return granted(person, helper)

    def seen_by(self, helper, person, now=NOON):
        return [path.task for path in selectors.shared_paths(helping(helper, person, now=now), now=now)]

    def test_shows_one_task_to_those_named_in_one_mandate(self, person, helper, mandate):
        another = a_helper()
        granted(person, another)
        assert self.seen_by(helper, person) == []

        services.share(own(person), task=Task.MONTHLY_FORM, mandate_id=mandate.pk, now=NOON)

        assert self.seen_by(helper, person) == [Task.MONTHLY_FORM]
        assert self.seen_by(another, person) == []

    def test_ends_when_she_says_so(self, person, helper, mandate):
        services.share(own(person), task=Task.UPLOAD, mandate_id=mandate.pk, now=NOON)
        services.stop_sharing(own(person), task=Task.UPLOAD, mandate_id=mandate.pk, now=NOON)

        assert self.seen_by(helper, person) == []
        services.share(own(person), task=Task.UPLOAD, mandate_id=mandate.pk, now=NOON)
        assert self.seen_by(helper, person) == [Task.UPLOAD]

    def test_ends_with_the_mandate(self, person, helper, mandate):
        services.share(own(person), task=Task.UPLOAD, mandate_id=mandate.pk, now=NOON)
        mandates.end(own_mandates(person), mandate_id=mandate.pk, now=NOON)

        with pytest.raises(Hidden):
            self.seen_by(helper, person)

    def test_shows_nothing_to_the_manager_of_the_structure_who_is_not_named(self, person, helper, mandate):
        services.share(own(person), task=Task.UPLOAD, mandate_id=mandate.pk, now=NOON)
        manager = acting_as_member(MembershipFactory(helper=True, manager=True, organisation=structure_of(helper)))

        with pytest.raises(Hidden):
            self.seen_by(manager, person)

    def test_is_not_made_with_a_mandate_of_somebody_else(self, person, helper):
        foreign = granted(a_person(phone="+41790000001"), helper)

        with pytest.raises(Hidden):
            services.share(own(person), task=Task.UPLOAD, mandate_id=foreign.pk, now=NOON)

    def test_stands_in_the_ledger_and_so_does_the_look(self, person, helper, mandate):
        services.share(own(person), task=Task.UPLOAD, mandate_id=mandate.pk, now=NOON)
        helping(helper, person)

        rows = LedgerEntry.objects.filter(person=person, purpose=Purpose.HELP).order_by("pk")
        assert [(row.verb, row.capacity) for row in rows] == [
            ("autonomy.share", "self"),
            ("access.open_file", "helper"),
        ]


class TestControllingRoles:
    """Right role, right person, and still no door."""

    @pytest.mark.parametrize("kind", ["counsellor", "fund_officer", "provider", "employer", "agency", "operator"])
    def test_cannot_open_the_file_for_help(self, db, kind):
        person = a_person()
        noted(person)
        acting = {
            "counsellor": lambda: acting_as_member(person.counsellor),
            "fund_officer": lambda: acting_as_member(MembershipFactory(fund_officer=True, organisation=person.fund)),
        }.get(kind, lambda: acting_as_member(MembershipFactory(**{kind: True})))()

        with pytest.raises(Hidden):
            open_file(acting, person.pk, Purpose.HELP, now=NOON)

    def test_cannot_ask_with_a_file_that_is_open_for_something_else(self, db):
        person = a_person()
        file = open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=NOON)

        for question in (
            lambda: selectors.paths(file),
            lambda: selectors.path(file, Task.UPLOAD),
            lambda: selectors.shared_paths(file, now=NOON),
            lambda: services.answer(file, task=Task.UPLOAD, word=NextTime.YES, now=NOON),
        ):
            with pytest.raises((Hidden, ValueError)):
                question()
