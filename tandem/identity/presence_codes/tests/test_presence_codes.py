"""What the desk prints, what a helper may ask for, and what a code is worth."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.presence_codes import personal_data, selectors, services
from tandem.identity.presence_codes.models import PresenceCode, PresenceList
from tandem.identity.presence_codes.tests.factories import file_of, printed
from tandem.identity.recovery.enums import Document

WEEK = datetime.timedelta(days=7)
WRONG = "ACE3ACE3"


@pytest.fixture
def person():
    """She has no account, a counsellor, and an address."""
    return PersonFactory(with_counsellor=True, with_address=True)


def check(person, code, now=NOON):
    services.check(VISITOR, person_id=person.pk, code=code, now=now)


class TestHandOut:
    def test_gives_codes_that_count_once_each_in_their_order(self, person):
        codes = printed(person)
        assert selectors.next_number(person.pk) == 1

        check(person, f"{codes[0][:4].lower()} {codes[0][4:]}")

        assert selectors.next_number(person.pk) == 2
        for used_or_later in (codes[0], codes[2]):
            with pytest.raises(WrongCode):
                check(person, used_or_later)
        assert LedgerEntry.objects.get(verb="presence_codes.hand_out").object_id == "passport"

    def test_makes_the_list_before_worthless(self, person):
        old = printed(person)
        printed(person)

        with pytest.raises(WrongCode):
            check(person, old[0])
        assert PresenceList.objects.count() == 1

    def test_is_for_whoever_has_no_second_factor(self):
        person = a_person()
        assert printed(person)
        CodeListFactory(user=person.user)

        with pytest.raises(services.HasAFactor):
            printed(person)

    def test_keeps_no_code(self, person):
        codes = printed(person)

        kept = list(PresenceCode.objects.values_list("code_hash", flat=True))
        assert not set(codes) & set(kept)
        assert len(set(kept)) == len(codes) == 24


class TestPost:
    def test_goes_to_the_address_in_the_file(self, person):
        services.post(file_of(person), now=NOON)

        letter = Outgoing.objects.get(topic="presence_codes.list")
        assert letter.recipient.splitlines()[1:] == ["Beispielweg 3", "1700 Fribourg"]

    def test_needs_an_address(self):
        with pytest.raises(services.NoAddress):
            services.post(file_of(PersonFactory(with_counsellor=True)), now=NOON)
        assert not PresenceList.objects.exists()


class TestAskLetter:
    @pytest.fixture
    def helper(self, person):
        helper = a_helper()
        granted(person, helper)
        return helper

    def test_sends_her_a_first_list_and_shows_him_nothing(self, person, helper):
        assert services.ask_letter(helper, person_id=person.pk, now=NOON) is None

        assert Outgoing.objects.filter(topic="presence_codes.list").count() == 1
        row = LedgerEntry.objects.get(verb="presence_codes.ask_letter")
        assert (row.person, row.user_id) == (person, helper.user_id)

    def test_takes_no_list_away_from_her(self, person, helper):
        codes = printed(person)

        with pytest.raises(services.HasCodes):
            services.ask_letter(helper, person_id=person.pk, now=NOON + WEEK)
        check(person, codes[0])

    def test_is_not_asked_twice_in_a_week_but_once_all_codes_are_used(self, person, helper):
        services.ask_letter(helper, person_id=person.pk, now=NOON)
        PresenceCode.objects.update(used_at=NOON)

        with pytest.raises(services.HasCodes):
            services.ask_letter(helper, person_id=person.pk, now=NOON + WEEK / 2)
        services.ask_letter(helper, person_id=person.pk, now=NOON + WEEK)

    def test_needs_a_helper_with_a_mandate(self, person):
        for acting in (a_helper(), acting_as(a_person())):
            with pytest.raises(Hidden):
                services.ask_letter(acting, person_id=person.pk, now=NOON)

    def test_is_no_way_for_the_person_herself_to_make_her_list_worthless(self):
        person = a_person(street="Beispielweg 3", postal_code="1700", locality="Fribourg")
        with pytest.raises(Hidden):
            services.ask_letter(acting_as(person), person_id=person.pk, now=NOON)


class TestCheck:
    def test_is_locked_after_five_wrong_ones_and_an_hour_later_open(self, person):
        codes = printed(person)
        for _attempt in range(5):
            with pytest.raises(WrongCode):
                check(person, WRONG)
        with pytest.raises(TooManyAttempts):
            check(person, codes[0])

        check(person, codes[0], NOON + datetime.timedelta(hours=1))

    def test_counts_no_attempt_of_somebody_else(self, person):
        codes, other = printed(person), PersonFactory(with_counsellor=True)
        for _attempt in range(6):
            with pytest.raises((WrongCode, TooManyAttempts)):
                check(other, codes[0])

        check(person, codes[0])

    def test_refuses_to_run_where_the_attempt_could_be_taken_back(self, person):
        with pytest.raises(RuntimeError), transaction.atomic():
            check(person, WRONG)


class TestOwnData:
    def test_says_when_it_was_made_and_used_and_no_code(self, person):
        codes = printed(person)
        check(person, codes[0])

        assert personal_data.export(person.pk) == [{"made_at": NOON, "used_at": [NOON]}]
        assert personal_data.erase(person.pk) == 1
        assert not PresenceCode.objects.exists()


def test_nobody_hands_out_her_own():
    person = a_person()
    own = acting_as(person)

    with pytest.raises(Hidden):
        services.hand_out(own, document=Document.PASSPORT, now=NOON)


def test_the_database_knows_no_code_without_a_number(person):
    printed(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        PresenceCode.objects.update(number=0)
