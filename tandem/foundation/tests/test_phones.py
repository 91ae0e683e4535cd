import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation import phones

pytestmark = pytest.mark.without_database


class TestE164:
    @pytest.mark.parametrize(
        "typed", ["079 000 00 00", "+41 79 000 00 00", "0041790000000", "079/000.00.00", " +41 (0)79 000 00 00 "]
    )
    def test_is_one_form_however_it_was_typed(self, typed):
        assert phones.e164(typed) == "+41790000000"

    def test_keeps_a_number_from_abroad(self):
        assert phones.e164("+351 912 345 678") == "+351912345678"

    @pytest.mark.parametrize("typed", ["", "79", "abc", "+41 79 000 00", "+999 1234567", "+41 44 668 18 00 ext. 5"])
    def test_refuses_what_cannot_be_called(self, typed):
        with pytest.raises(ValueError, match="no phone number"):
            phones.e164(typed)

    @given(st.text(max_size=30))
    def test_answers_any_text_with_a_kept_form_or_a_refusal(self, typed):
        try:
            kept = phones.e164(typed)
        except ValueError:
            return
        assert re.fullmatch(phones.E164, kept)
        assert phones.e164(kept) == kept
        assert phones.e164(phones.readable(kept)) == kept


class TestTakesSms:
    @pytest.mark.parametrize(("number", "expected"), [("+41790000000", True), ("+41446681800", False), ("", False)])
    def test_is_false_for_a_landline_and_for_none(self, number, expected):
        assert phones.takes_sms(number) is expected


def test_a_number_is_read_in_groups():
    assert (phones.readable("+41790000000"), phones.readable("")) == ("+41 79 000 00 00", "")
