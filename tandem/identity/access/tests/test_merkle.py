import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.identity.access import merkle

pytestmark = pytest.mark.without_database

contents = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def sha(text):
    return hashlib.sha256(text).digest()


class TestRoot:
    def test_is_the_hash_of_nothing_for_no_leaf_and_the_leaf_itself_for_one(self):
        assert merkle.root([]) == sha(b"")
        assert merkle.root([merkle.leaf(b"a")]) == sha(b"\x00a")

    def test_of_three_leaves_is_worked_out_by_hand(self):
        a, b, c = (sha(b"\x00" + letter) for letter in (b"a", b"b", b"c"))

        assert merkle.root([a, b, c]) == sha(b"\x01" + sha(b"\x01" + a + b) + c)

    @given(contents, st.data())
    def test_changes_with_any_leaf(self, given_contents, data):
        leaves = [merkle.leaf(content) for content in given_contents]
        index = data.draw(st.integers(0, len(leaves) - 1))
        changed = [*leaves[:index], merkle.leaf(b"another thing"), *leaves[index + 1 :]]

        assert merkle.root(changed) != merkle.root(leaves)

    def test_does_not_take_a_node_for_a_leaf(self):
        a, b = merkle.leaf(b"a"), merkle.leaf(b"b")

        assert merkle.root([merkle.leaf(a + b)]) != merkle.root([a, b])


class TestPath:
    @given(contents, st.data())
    def test_leads_from_each_leaf_to_the_root_and_from_no_other(self, given_contents, data):
        leaves = [merkle.leaf(content) for content in given_contents]
        index = data.draw(st.integers(0, len(leaves) - 1))
        steps = merkle.path(leaves, index)

        assert merkle.climb(leaves[index], steps) == merkle.root(leaves)
        assert merkle.climb(merkle.leaf(b"another thing"), steps) != merkle.root(leaves)

    @given(st.integers(2, 1000))
    def test_is_short(self, number):
        leaves = [merkle.leaf(str(index).encode()) for index in range(number)]

        assert len(merkle.path(leaves, 0)) <= (number - 1).bit_length()
