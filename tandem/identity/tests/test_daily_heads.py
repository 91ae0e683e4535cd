"""The daily head: what it seals, when, and what nobody can do to it afterwards unseen."""

import datetime
import io
import json
import zoneinfo

import pytest
from django.core.management import CommandError, call_command

from tandem.identity.access import heads, merkle, registry
from tandem.identity.access.heads import proof_of, public, seal
from tandem.identity.access.models import DailyHead, HeadLeaf
from tandem.identity.access.tasks import seal_daily_head
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.verification import Fault, HeadFault
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tests.ledger import behind_the_back, faults, head_faults, write

DAY = datetime.timedelta(days=1)
ZURICH = zoneinfo.ZoneInfo("Europe/Zurich")
FIRST_DAY = datetime.date(2026, 4, 2)


@pytest.fixture
def person():
    return PersonFactory()


def sealed(person, rows=2, *, now=NOON):
    write(person, rows)
    return seal(now=now)


class TestSeal:
    def test_covers_each_chain_up_to_its_last_row(self, person):
        another = PersonFactory()
        write(another)

        head = sealed(person)

        assert (head.day, head.number_of_leaves) == (FIRST_DAY, 2)
        assert [row[:2] for row in heads.leaves_of(head)] == [(person.pk, 2), (another.pk, 1)]
        assert head_faults() == []

    def test_covers_only_the_chains_that_grew_since_the_day_before_and_continues_its_head(self, person):
        write(PersonFactory())
        first = sealed(person)

        second = sealed(person, 1, now=NOON + DAY)
        third = seal(now=NOON + 2 * DAY)

        assert [row[:2] for row in heads.leaves_of(second)] == [(person.pk, 3)]
        assert (bytes(second.previous_hash), bytes(third.previous_hash)) == (bytes(first.hash), bytes(second.hash))
        assert (third.number_of_leaves, bytes(third.root)) == (0, merkle.EMPTY)
        assert head_faults() == []

    def test_does_not_lose_a_row_whose_transaction_was_open_at_the_time(self, person):
        late = PersonFactory()
        write(late)
        behind_the_back("UPDATE access_ledgerentry SET person_id = %s", person.pk)  # as if it were not to be seen yet
        seal(now=NOON)
        behind_the_back("UPDATE access_ledgerentry SET person_id = %s", late.pk)

        second = seal(now=NOON + DAY)

        assert [row[0] for row in heads.leaves_of(second)] == [late.pk]

    def test_happens_once_a_day(self, person):
        assert sealed(person) is not None
        assert seal(now=NOON) is None
        assert seal(now=NOON + datetime.timedelta(hours=9)) is None

    def test_makes_good_for_an_outage_of_several_days(self, person):
        sealed(person)

        assert seal(now=NOON + 5 * DAY).day == FIRST_DAY + 5 * DAY
        assert head_faults() == []

    @pytest.mark.parametrize(
        "midnight",
        [
            datetime.datetime(2026, 3, 29, 0, 0, tzinfo=ZURICH),  # the day of 23 hours begins
            datetime.datetime(2026, 3, 30, 0, 0, tzinfo=ZURICH),
            datetime.datetime(2026, 10, 25, 0, 0, tzinfo=ZURICH),  # the day of 25 hours begins
            datetime.datetime(2026, 10, 26, 0, 0, tzinfo=ZURICH),
            datetime.datetime(2027, 1, 1, 0, 0, tzinfo=ZURICH),
        ],
    )
    def test_seals_each_day_right_after_midnight_in_switzerland_whatever_the_season(self, person, midnight):
        last_second = midnight - datetime.timedelta(seconds=1)
        hours = [midnight - DAY + datetime.timedelta(hours=hour, minutes=7) for hour in range(49)]

        made = [head for hour in sorted({*hours, last_second, midnight}) if (head := seal(now=hour))]

        assert midnight.date() - DAY in [head.day for head in made]
        first_after = next(head for head in made if head.day == midnight.date() - DAY)
        assert midnight <= first_after.sealed_at < midnight + datetime.timedelta(hours=1)
        assert len({head.day for head in made}) == len(made)

    def test_is_a_task_of_each_hour(self, person, clock):
        write(person)

        seal_daily_head(timestamp=0)
        seal_daily_head(timestamp=0)

        assert DailyHead.objects.count() == 1


class TestVerification:
    def test_finds_a_cut_tail_and_a_lost_chain(self, person):
        another = PersonFactory()
        write(another)
        sealed(person, 3)

        behind_the_back("DELETE FROM access_ledgerentry WHERE sequence = 3 OR person_id = %s", another.pk)

        assert sorted(faults(), key=str) == [(1, Fault.CUT), (3, Fault.CUT)]
        assert faults(person.pk) == [(3, Fault.CUT)]

    def test_finds_a_chain_rewritten_as_a_whole_even_when_the_next_head_has_sealed_it(self, person):
        sealed(person)
        behind_the_back("DELETE FROM access_ledgerentry")
        write(person, 3, object_type="another past")
        seal(now=NOON + DAY)

        assert faults() == [(2, Fault.REPLACED)]
        assert head_faults() == []

    @pytest.mark.parametrize(
        "forgery",
        [
            "UPDATE access_headleaf SET hash = sha256('x')",
            "UPDATE access_headleaf SET sequence = 9",
            "DELETE FROM access_headleaf",
            "UPDATE access_dailyhead SET sealed_at = sealed_at + interval '1 second'",
            "UPDATE access_dailyhead SET root = sha256('x')",
            "UPDATE access_dailyhead SET number_of_leaves = 7",
        ],
    )
    def test_finds_a_head_that_was_changed(self, person, forgery):
        sealed(person)

        behind_the_back(forgery)

        assert head_faults() == [(FIRST_DAY, HeadFault.CHANGED)]

    def test_finds_a_head_forged_with_another_key(self, person, settings):
        ours = settings.SIGNING_KEYS
        settings.SIGNING_KEYS = ["B" * 43 + "="]
        sealed(person)
        signature = DailyHead.objects.get().signature
        settings.SIGNING_KEYS = ours

        assert head_faults() == [(FIRST_DAY, HeadFault.UNKNOWN_KEY)]
        behind_the_back("DELETE FROM access_headleaf")
        behind_the_back("DELETE FROM access_dailyhead")
        seal(now=NOON)
        behind_the_back("UPDATE access_dailyhead SET signature = %s", bytes(signature))
        assert head_faults() == [(FIRST_DAY, HeadFault.FORGED)]

    def test_finds_a_head_taken_out_of_the_middle(self, person):
        for day in range(3):
            sealed(person, now=NOON + day * DAY)

        behind_the_back("DELETE FROM access_headleaf WHERE sequence = 4")
        behind_the_back("DELETE FROM access_dailyhead WHERE day = %s", FIRST_DAY + DAY)

        assert head_faults() == [(FIRST_DAY + 2 * DAY, HeadFault.DETACHED)]

    def test_finds_a_past_rewritten_with_our_own_key_by_the_copies_alone(self, person):
        kept = [public(sealed(person))]
        behind_the_back("DELETE FROM access_headleaf")
        behind_the_back("DELETE FROM access_dailyhead")
        behind_the_back("DELETE FROM access_ledgerentry")
        write(person, object_type="another past")
        seal(now=NOON)

        assert (faults(), head_faults()) == ([], [])
        assert head_faults(kept) == [(FIRST_DAY, HeadFault.REPLACED)]

    def test_holds_after_the_key_was_changed(self, person, settings):
        sealed(person)
        settings.SIGNING_KEYS = ["B" * 43 + "=", *settings.SIGNING_KEYS]

        sealed(person, now=NOON + DAY)

        assert head_faults() == []
        assert len(set(DailyHead.objects.values_list("key_id", flat=True))) == 2


class TestProof:
    def test_leads_from_ones_own_last_row_to_the_head_without_anybody_elses(self, person):
        others = [PersonFactory() for _ in range(4)]
        for other in others:
            write(other)
        head = sealed(person)

        proof = proof_of(person.pk)

        assert (proof.day, proof.sequence, proof.root()) == (FIRST_DAY, 2, bytes(head.root))
        hashes_of_others = {bytes(row.hash) for row in HeadLeaf.objects.exclude(person=person)}
        assert hashes_of_others.isdisjoint(neighbour for _side, neighbour in proof.path)

    def test_is_handed_out_with_her_data(self, person):
        export = registry.personal_data["access.HeadLeaf"].export
        assert export(person.pk) == []
        head = sealed(person)

        (row,) = export(person.pk)

        assert (row["day"], row["root"]) == (head.day, bytes(head.root).hex())


class TestLedgerHeadCommand:
    def test_prints_the_newest_head_and_names_no_person(self, person):
        sealed(person)
        sealed(person, now=NOON + DAY)
        out = io.StringIO()

        call_command("ledger_head", stdout=out)

        line = json.loads(out.getvalue())
        assert line["day"] == "2026-04-03"
        assert heads.is_signed(line)
        assert not any("person" in name for name in line)

    def test_prints_the_head_of_a_day(self, person):
        sealed(person)
        out = io.StringIO()

        call_command("ledger_head", "--day", "2026-04-02", stdout=out)

        assert json.loads(out.getvalue())["number_of_leaves"] == 1

    def test_says_when_there_is_none(self):
        with pytest.raises(CommandError, match="soon after midnight"):
            call_command("ledger_head")
