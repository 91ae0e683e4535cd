"""What an employer states is refused only where it cannot be right, with a sentence beside the field."""

import datetime

import pytest
from django.utils.translation import override

from tandem.eservices.certificates.forms import CertificateForm
from tandem.eservices.certificates.tests.factories import stated

pytestmark = pytest.mark.without_database

FEBRUARY = datetime.date(2026, 2, 1)


def errors(**facts):
    form = CertificateForm(stated(FEBRUARY, **facts), month=FEBRUARY)
    form.is_valid()
    return form.errors


class TestDays:
    def test_bear_their_weekday_for_the_eye_and_for_the_ear(self):
        with override("de"):
            label = str(CertificateForm(month=datetime.date(2026, 11, 1)).fields["day_2"].label)

        assert ">Mo 2<" in label
        assert "Montag, 2. November 2026" in label


class TestCertificateForm:
    def test_takes_a_month_of_two_days(self):
        assert not errors()

    def test_has_the_days_of_its_month(self):
        form = CertificateForm(month=FEBRUARY)

        assert "day_28" in form.fields
        assert "day_29" not in form.fields

    def test_shows_the_days_in_weeks_from_monday_to_sunday(self):
        weeks = list(CertificateForm(month=FEBRUARY).weeks())  # 1 February 2026 is a Sunday

        assert [len(week) for week in weeks] == [1, 7, 7, 7, 6]

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"day_2": "25"}, "day_2"),
            ({"day_2": "viel"}, "day_2"),
            ({"day_2": "-1"}, "day_2"),
            ({"day_2": "", "day_3": ""}, "day_1"),
            ({"gross": ""}, "gross"),
            ({"gross": "10", "holiday_pay": "11"}, "gross"),
            ({"wage": ""}, "wage"),
            ({"goes_on": "no"}, "ended_on"),
            ({"goes_on": "no", "ended_on_day": "28", "ended_on_month": "2", "ended_on_year": "2026"}, "ended_by"),
            ({"ended_by": "mutual"}, "goes_on"),
            ({"signed_by": ""}, "signed_by"),
            ({"pension": "perhaps"}, "pension"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, facts, field):
        assert field in errors(**facts)

    def test_takes_an_employment_that_ended_within_the_month(self):
        ended = {"ended_on_day": "20", "ended_on_month": "2", "ended_on_year": "2026", "ended_by": "fixed_term"}

        assert not errors(goes_on="no", **ended)

    def test_refuses_an_end_after_the_month(self):
        ended = {"ended_on_day": "1", "ended_on_month": "3", "ended_on_year": "2026", "ended_by": "fixed_term"}

        assert "ended_on" in errors(goes_on="no", **ended)
