import pytest

from tandem.foundation.sending import carriers
from tandem.foundation.sending.description import HttpDescription
from tandem.foundation.sending.gateways.folders import FolderLetterPrinter, FolderSmsGateway
from tandem.foundation.sending.gateways.http import HttpSmsGateway

pytestmark = pytest.mark.without_database


class TestCarriers:
    def test_write_into_folders_unless_somebody_says_otherwise(self):
        assert isinstance(carriers.sms_gateway(), FolderSmsGateway)
        assert isinstance(carriers.letter_printer(), FolderLetterPrinter)

    def test_are_the_ones_that_the_settings_name(self, settings):
        settings.SMS_GATEWAY = "tandem.foundation.sending.gateways.http.HttpSmsGateway"
        settings.SMS_HTTP = HttpDescription(url="https://sms.example.ch/send", body={"to": "{to}", "text": "{text}"})

        gateway = carriers.sms_gateway()

        assert isinstance(gateway, HttpSmsGateway)
        assert gateway.reports is False
