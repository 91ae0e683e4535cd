import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.identity.people import rules

pytestmark = pytest.mark.without_database


def with_check_digit(nine: int) -> str:
    """By hand, as the law says it: weights 1 and 3 from the left (RAVS art. 133)."""
    digits = f"756{nine:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


class TestAvsNumber:
    @pytest.mark.parametrize("typed", ["756.9217.0769.85", "7569217076985", " 756 9217 0769 85 "])
    def test_is_kept_as_thirteen_digits_however_it_was_typed(self, typed):
        assert rules.avs_number(typed) == "7569217076985"

    @pytest.mark.parametrize("typed", ["", "756", "756.9217.0769.84", "757.9217.0769.85", "756921707698x", "٧٥٦"])
    def test_is_refused_when_it_cannot_be_right(self, typed):
        with pytest.raises(ValueError, match="no AVS number"):
            rules.avs_number(typed)

    @given(st.integers(0, 10**9 - 1), st.integers(0, 12), st.integers(1, 9))
    def test_with_one_wrong_digit_is_never_accepted(self, nine, place, shift):
        right = with_check_digit(nine)
        wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]

        assert rules.avs_number(rules.formatted(right)) == right
        with pytest.raises(ValueError, match="no AVS number"):
            rules.avs_number(wrong)
