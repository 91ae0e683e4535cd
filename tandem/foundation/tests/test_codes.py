import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.codes import ALPHABET, Code

pytestmark = pytest.mark.without_database

CODE = Code(purpose="tests", random_signs=11)


class TestCode:
    def test_is_read_as_it_was_made(self):
        code = CODE.new()

        assert CODE.normalised(code.lower().replace("-", " ")) == code

    def test_is_another_one_each_time(self):
        assert len({CODE.new() for _ in range(50)}) == 50

    @given(st.integers(0, 11), st.integers(1, len(ALPHABET) - 1))
    def test_notices_every_wrong_sign(self, place, shift):
        signs = list(CODE.new().replace("-", ""))
        signs[place] = ALPHABET[(ALPHABET.index(signs[place]) + shift) % len(ALPHABET)]

        with pytest.raises(ValueError, match="no such code"):
            CODE.normalised("".join(signs))

    @pytest.mark.parametrize("typed", ["", "O0O0-O0O0-O0O0", "3333", "3333-3333-3333-3333"])
    def test_refuses_what_cannot_be_one(self, typed):
        with pytest.raises(ValueError, match="no such code"):
            CODE.normalised(typed)

    def test_leaves_a_hash_that_depends_on_its_purpose(self):
        other = Code(purpose="others", random_signs=11)

        assert CODE.fingerprint("3333") != other.fingerprint("3333")
        assert len(CODE.fingerprint("3333")) == 64
