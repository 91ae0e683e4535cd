import datetime
import itertools

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


@pytest.mark.without_database
class TestStateOf:
    def test_differs_for_every_difference_and_not_for_the_order_of_fields(self):
        states = [
            {"a": "", "b": ""},
            {"a": "x", "b": ""},
            {"a": "", "b": "x"},
            {"a": None, "b": ""},
            {"a": False, "b": ""},
            {"a": ["x"], "b": ""},
            {"a": ["x", "y"], "b": ""},
            {"a": ["y", "x"], "b": ""},
            {"a": datetime.date(1990, 5, 17), "b": ""},
        ]
        assert rules.state_of({"a": "1", "b": "2"}) == rules.state_of({"b": "2", "a": "1"})
        for one, other in itertools.combinations(states, 2):
            assert rules.state_of(one) != rules.state_of(other)


@pytest.mark.without_database
@pytest.mark.parametrize(
    ("typed", "own", "expected"),
    [
        ("", "a@rav.example.ch", False),
        ("a@x.example.com", "", False),
        ("b@mail.rav.example.ch", "a@rav.example.ch", True),
        ("b@otherrav.example.ch", "a@rav.example.ch", False),
        ("b@example.ch", "a@rav.example.ch", False),
        ("a@gmail.com", "a@gmail.com", True),
        ("b@gmail.com", "a@gmail.com", False),
    ],
)
def test_an_address_is_the_typists_by_itself_or_by_its_domain(typed, own, expected):
    assert rules.is_typists_address(typed, own) is expected
