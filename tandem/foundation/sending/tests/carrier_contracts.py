"""What every carrier must do, whoever it is. An implementation's tests inherit these and bring the fixtures."""

import pytest

from tandem.foundation.sending.types import Letter, LetterPrinter, Sms, SmsGateway, Undelivered

KEY = "6f1f4c3e-7a53-4a52-9a51-5a4d5a2f2d10"
TEXT = "Tandem: Ihr Code ist 482 913. Gültig bis 14:05 – geben Sie ihn niemandem. ✓ {to} {secret} %s"


class SmsGatewayContract:
    """Fixtures: `gateway`; `received()` gives (to, text) of all it carried; `broken` cuts it off from the world."""

    def test_hands_over_number_and_text_sign_for_sign(self, gateway: SmsGateway, received):
        gateway.send(Sms(KEY, "+41791234567", TEXT))

        assert received() == [("+41791234567", TEXT)]

    def test_returns_a_reference_that_the_row_can_hold(self, gateway: SmsGateway):
        reference = gateway.send(Sms(KEY, "+41791234567", TEXT))

        assert isinstance(reference, str)
        assert 1 <= len(reference) <= 100

    def test_says_beforehand_whether_it_will_report(self, gateway: SmsGateway):
        assert gateway.reports in {True, False}

    @pytest.mark.usefixtures("broken")
    def test_says_that_another_attempt_may_help_when_nothing_left_the_house(self, gateway: SmsGateway, received):
        with pytest.raises(Undelivered) as fault:
            gateway.send(Sms(KEY, "+41791234567", TEXT))

        assert (fault.value.again, received()) == (True, [])
        assert "+41791234567" not in str(fault.value)


class LetterPrinterContract:
    """Fixtures: `printer`; `received()` gives (address, PDF) of all it took; `broken` takes its paper away."""

    def test_hands_over_address_and_pdf_byte_for_byte(self, printer: LetterPrinter, received, letter: Letter):
        printer.print(letter)

        assert received() == [(letter.address, letter.pdf)]

    def test_returns_a_reference_that_the_row_can_hold(self, printer: LetterPrinter, letter: Letter):
        assert 1 <= len(printer.print(letter)) <= 100

    def test_takes_the_same_letter_once(self, printer: LetterPrinter, received, letter: Letter):
        printer.print(letter)
        printer.print(letter)

        assert len(received()) == 1

    @pytest.mark.usefixtures("broken")
    def test_says_that_another_attempt_may_help_when_it_took_nothing(self, printer: LetterPrinter, letter: Letter):
        with pytest.raises(Undelivered) as fault:
            printer.print(letter)

        assert fault.value.again
