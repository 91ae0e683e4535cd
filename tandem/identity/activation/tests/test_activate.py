import datetime
import threading

import pytest
from django.db import connection

from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.activation.models import PriorEntry
from tandem.identity.activation.services import PER_ACCOUNT, PER_NUMBER, activate
from tandem.identity.people.models import Person
from tandem.identity.people.services import HasAFile, JoinedAlready, NotRecognised
from tandem.identity.people.tests.factories import PersonFactory

NUMBER, BORN = "31415926", datetime.date(1990, 5, 17)


def newcomer(user=None):
    """An account that belongs to nobody yet."""
    return Acting(capacity=Capacity.VISITOR, user_id=(user or UserFactory()).pk)


def try_to_activate(acting, number=NUMBER, born=BORN, *, address="192.0.2.7", now=NOON):
    return activate(acting, person_number=number, birth_date=born, address=address, now=now)


class TestActivate:
    def test_joins_the_account_and_the_file_that_the_office_began(self):
        person, acting = PersonFactory(person_number=NUMBER), newcomer()

        file = try_to_activate(acting)

        person.refresh_from_db()
        assert (person.user_id, file.person_id) == (acting.user_id, person.pk)
        assert acting_as(person).capacity is Capacity.SELF
        assert Person.objects.count() == 1

    def test_is_written_in_her_ledger_as_her_own_act(self):
        person = PersonFactory(person_number=NUMBER)

        try_to_activate(newcomer())

        row = LedgerEntry.objects.get(person=person)
        assert (row.verb, row.capacity) == ("activation.activate", Capacity.SELF)

    @pytest.mark.parametrize(("number", "born"), [("31415927", BORN), (NUMBER, datetime.date(1990, 5, 18))])
    def test_gives_the_same_answer_for_a_wrong_number_and_a_wrong_date(self, number, born):
        person = PersonFactory(person_number=NUMBER)

        with pytest.raises(NotRecognised, match="no file with this number and this date of birth"):
            try_to_activate(newcomer(), number, born)

        person.refresh_from_db()
        assert (person.user, LedgerEntry.objects.count(), PriorEntry.objects.count()) == (None, 0, 0)

    def test_never_takes_a_file_away_from_the_account_it_is_joined_to(self):
        person = PersonFactory(person_number=NUMBER, with_account=True)

        with pytest.raises(JoinedAlready, match="It is safe"):
            try_to_activate(newcomer())

        owner = person.user_id
        person.refresh_from_db()
        assert person.user_id == owner

    def test_joins_an_account_to_one_file_only(self):
        PersonFactory(person_number=NUMBER)
        own = PersonFactory(with_account=True)

        with pytest.raises(HasAFile):
            try_to_activate(newcomer(own.user))

    def test_is_hidden_from_a_visitor(self):
        with pytest.raises(Hidden):
            try_to_activate(VISITOR)


class TestGuessing:
    def test_ends_for_one_account_after_some_attempts_and_goes_on_after_the_window(self):
        PersonFactory(person_number=NUMBER)
        acting = newcomer()
        for day in range(1, 1 + PER_ACCOUNT.attempts):
            with pytest.raises(NotRecognised):
                try_to_activate(acting, born=datetime.date(1980, 1, day))

        with pytest.raises(TooManyAttempts, match="Wait 60 minutes"):
            try_to_activate(acting)

        assert try_to_activate(acting, now=NOON + PER_ACCOUNT.window)

    def test_ends_for_one_number_however_many_accounts_guess_at_it(self):
        PersonFactory(person_number=NUMBER)
        for day in range(1, 1 + PER_NUMBER.attempts):
            with pytest.raises(NotRecognised):
                try_to_activate(newcomer(), born=datetime.date(1980, 1, day), address=f"192.0.2.{day}")

        with pytest.raises(TooManyAttempts):
            try_to_activate(newcomer())

    def test_costs_the_person_nothing_who_mistyped_before(self):
        PersonFactory(person_number=NUMBER)
        acting = newcomer()
        with pytest.raises(NotRecognised):
            try_to_activate(acting, "31415962")

        assert try_to_activate(acting)

    @pytest.mark.django_db(transaction=True)
    def test_joins_one_of_two_accounts_that_come_at_the_same_moment(self):
        PersonFactory(person_number=NUMBER)
        both, answers, start = [newcomer(), newcomer()], [], threading.Barrier(2)

        def come(acting):
            try:
                start.wait()
                answers.append(type(try_to_activate(acting)))
            except Refusal as refusal:
                answers.append(type(refusal))
            finally:
                connection.close()

        threads = [threading.Thread(target=come, args=[acting]) for acting in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(answers, key=str) == sorted([Acting, JoinedAlready], key=str)
