import datetime
import enum
from decimal import Decimal

import pytest
from django import forms

from tandem.eservices.procedures import codec
from tandem.eservices.procedures.tests.factories import Employer
from tandem.eservices.procedures.types import RowsField, YesNoField


class Colour(enum.StrEnum):
    RED = "red"


DAY = datetime.date(2026, 4, 7)
CASES = [
    (forms.DateField(), DAY, "2026-04-07"),
    (forms.TimeField(), datetime.time(14, 5), "14:05:00"),
    (forms.DecimalField(), Decimal("4258.10"), "4258.10"),
    (forms.IntegerField(), 3, 3),
    (forms.CharField(), "Zoë", "Zoë"),
    (forms.CharField(), "", ""),
    (forms.BooleanField(), True, True),
    (YesNoField(), False, False),
    (YesNoField(), None, None),
    (forms.TypedChoiceField(choices=[("red", "Red")], coerce=Colour), Colour.RED, "red"),
    (forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")]), ["a", "b"], ["a", "b"]),
    (
        RowsField(row=Employer),
        [{"name": "Beck", "gross": Decimal("812.50")}],
        [{"name": "Beck", "gross": "812.50"}],
    ),
]


class TestCodec:
    @pytest.mark.parametrize(("field", "value", "kept"), CASES, ids=lambda case: type(case).__name__)
    def test_keeps_a_value_as_json_and_gives_back_the_same(self, field, value, kept):
        assert codec.encode(field, value) == kept
        back = codec.decode(field, kept)
        assert back == value
        assert type(back) is type(value)

    @pytest.mark.parametrize("value", [1.5, object(), b"file"])
    def test_refuses_what_json_cannot_hold_exactly(self, value):
        with pytest.raises(TypeError, match="cannot be kept"):
            codec.encode(forms.Field(), value)

    def test_gives_what_the_field_gives_for_no_answer(self):
        assert codec.decode(forms.CharField(), None) == ""
        assert codec.decode(forms.DateField(), None) is None
        assert codec.decode(RowsField(row=Employer), None) == []
