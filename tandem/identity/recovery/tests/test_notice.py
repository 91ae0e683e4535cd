import datetime

import pytest
from django.utils.translation import override

from tandem.foundation.languages import Language
from tandem.foundation.sending.rules import check_sms
from tandem.identity.recovery import notice
from tandem.identity.recovery.enums import Lost

# A Wednesday in September: the longest day there is.
LATER = datetime.datetime(2026, 9, 23, 20, 0, tzinfo=datetime.UTC)


@pytest.mark.without_database
@pytest.mark.parametrize("language", Language)
class TestNews:
    def test_fits_into_an_sms_and_names_no_benefit(self, language):
        with override(language):
            for news in (notice.begun(LATER, "ACEFGHJKMN"), *map(notice.completed, Lost)):
                check_sms(news.sms)

    def test_holds_the_code_in_two_groups(self, language):
        with override(language):
            news = notice.begun(LATER, "ACEFGHJKMN")

        assert "ACEFG HJKMN" in news.sms
        assert "ACEFG HJKMN" in news.paragraphs[1]
