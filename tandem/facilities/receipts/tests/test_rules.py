import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.facilities.receipts.rules import ALPHABET, RANDOM_SIGNS, normalised, payload_hash, with_check_sign

SIGNS = st.text(ALPHABET, min_size=RANDOM_SIGNS, max_size=RANDOM_SIGNS)


class TestReceiptNumber:
    def test_has_no_sign_that_is_taken_for_another(self):
        for alike in ("0OQ", "1IL", "2Z", "5S", "8B", "UV", "VY"):
            assert len(set(alike) & set(ALPHABET)) <= 1

    @given(SIGNS)
    def test_is_read_back_however_it_is_typed(self, signs):
        number = with_check_sign(signs)

        assert len(number) == 19
        assert normalised(number.lower().replace("-", " ")) == number
        assert normalised(f" {number.replace('-', '')} ") == number

    @given(SIGNS, st.integers(0, RANDOM_SIGNS), st.sampled_from(ALPHABET))
    def test_notices_one_wrong_sign(self, signs, place, sign):
        right = with_check_sign(signs).replace("-", "")
        wrong = right[:place] + sign + right[place + 1 :]

        if wrong != right:
            with pytest.raises(ValueError, match="not the number of a receipt"):
                normalised(wrong)

    @given(SIGNS, st.integers(0, RANDOM_SIGNS), st.integers(0, RANDOM_SIGNS))
    def test_notices_two_swapped_signs(self, signs, one, other):
        right = with_check_sign(signs).replace("-", "")
        swapped = list(right)
        swapped[one], swapped[other] = swapped[other], swapped[one]

        if "".join(swapped) != right:
            with pytest.raises(ValueError, match="not the number of a receipt"):
                normalised("".join(swapped))

    @pytest.mark.parametrize("typed", ["", "3A4C", "3A4C-3A4C-3A4C-3A4C-3", "OOOO-OOOO-OOOO-OOOO"])
    def test_refuses_what_cannot_be_one(self, typed):
        with pytest.raises(ValueError, match="typed"):
            normalised(typed)

    @pytest.mark.parametrize("signs", ["", "3" * 14, "3" * 16, "O" * 15])
    def test_is_made_of_fifteen_known_signs(self, signs):
        with pytest.raises(ValueError, match="signs"):
            with_check_sign(signs)


class TestPayloadHash:
    def test_does_not_depend_on_the_order_of_the_keys(self):
        assert payload_hash({"a": 1, "b": "é"}) == payload_hash({"b": "é", "a": 1})

    def test_is_the_published_formula(self):
        # printf '{"a":1,"b":"é"}' | sha256sum
        assert payload_hash({"b": "é", "a": 1}).hex() == (
            "09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6"
        )

    def test_refuses_a_value_that_json_cannot_hold(self):
        with pytest.raises(TypeError):
            payload_hash({"day": datetime.date(2026, 4, 1)})
