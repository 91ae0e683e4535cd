import datetime
import string
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.identity.access.chain import FIRST, canonical_moment, entry_hash

pytestmark = pytest.mark.without_database

# Computed with another program: SHA-256 over 32 zero bytes and the JSON text.
PINNED = "3e4dd182925a888fe1ebc790184bfa1e8dc441ab40c5742a938d6a1a50dd8a42"
ZURICH = zoneinfo.ZoneInfo("Europe/Zurich")

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
facts = st.dictionaries(
    st.text(string.ascii_lowercase, min_size=1, max_size=8), texts | st.integers(), min_size=1, max_size=8
)
EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
moments = st.integers(0, 10**15 * 3).map(lambda number: EPOCH + datetime.timedelta(microseconds=number))


class TestEntryHash:
    @given(facts, st.randoms())
    def test_does_not_depend_on_the_order_of_the_facts(self, given_facts, random):
        shuffled = list(given_facts.items())
        random.shuffle(shuffled)

        assert entry_hash(FIRST, dict(shuffled)) == entry_hash(FIRST, given_facts)

    @given(facts, texts)
    def test_changes_with_any_fact(self, given_facts, other):
        key = next(iter(given_facts))

        changed = {**given_facts, key: other}

        assert (entry_hash(FIRST, changed) == entry_hash(FIRST, given_facts)) == (changed == given_facts)

    @given(facts, st.binary(min_size=32, max_size=32))
    def test_changes_with_the_row_before(self, given_facts, previous):
        assert (entry_hash(previous, given_facts) == entry_hash(FIRST, given_facts)) == (previous == FIRST)

    def test_leaves_absent_facts_out_so_that_later_columns_change_no_old_hash(self):
        assert entry_hash(FIRST, {"verb": "x", "stand_in": None, "note": ""}) == entry_hash(FIRST, {"verb": "x"})

    def test_keeps_zero_apart_from_absent(self):
        assert entry_hash(FIRST, {"verb": "x", "number": 0}) != entry_hash(FIRST, {"verb": "x"})

    def test_is_the_same_in_every_version_of_the_platform(self):
        at = datetime.datetime(2026, 4, 3, 10, 0, tzinfo=datetime.UTC)

        found = entry_hash(FIRST, {"person_id": 1, "at": at, "verb": "Grüsse, 日本"})

        assert found.hex() == PINNED


class TestCanonicalMoment:
    @given(moments)
    def test_is_the_same_text_in_every_zone(self, moment):
        assert canonical_moment(moment.astimezone(ZURICH)) == canonical_moment(moment)

    @given(moments)
    def test_loses_nothing(self, moment):
        assert datetime.datetime.fromisoformat(canonical_moment(moment)) == moment

    def test_keeps_the_hour_that_comes_twice_apart(self):
        first = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=0)
        second = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=1)

        assert (canonical_moment(first), canonical_moment(second)) == (
            "2026-10-25T00:30:00.000000+00:00",
            "2026-10-25T01:30:00.000000+00:00",
        )

    def test_refuses_a_moment_without_zone(self):
        with pytest.raises(ValueError, match="time zone"):
            canonical_moment(datetime.datetime(2026, 4, 3, 10, 0))  # noqa: DTZ001 - that is the fault
