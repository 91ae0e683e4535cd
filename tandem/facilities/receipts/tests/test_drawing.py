import re

import numpy as np
import pytest
import zxingcpp

from tandem.facilities.receipts.drawing import qr

ADDRESS = "https://tandem.example.ch/verify/#R1:3A4C-PMPG-3F84-R6DW:20260407T120533Z:{}:09ad9fd2fb64c117:{}"


def address(number):
    fingerprint = np.random.default_rng(number).bytes(32).hex()
    return ADDRESS.format(fingerprint, "Ab9_-x" * 14 + "Ab")


def modules(svg):
    """The picture as a reader sees it, four dots a module."""
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    image = np.full((side, side), 255, np.uint8)
    for column, row, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg.partition("stroke=")[2]):
        image[int(row), int(column) : int(column) + int(run)] = 0
    return image.repeat(4, axis=0).repeat(4, axis=1)


def read(image):
    return [found.text for found in zxingcpp.read_barcodes(image)]


class TestQr:
    @pytest.mark.parametrize("number", range(8))
    def test_reads_as_what_was_written(self, number):
        assert read(modules(qr(address(number)))) == [address(number)]

    @pytest.mark.parametrize("number", range(8))
    @pytest.mark.parametrize("dirt", [0, 255])
    def test_reads_where_a_tenth_is_torn_off_or_black(self, number, dirt):
        image = modules(qr(address(number)))
        lost = int((0.1 * image.size) ** 0.5)
        # The three eyes stand in the other corners.
        image[-lost:, -lost:] = dirt

        assert read(image) == [address(number)]

    def test_has_no_address_of_its_own(self):
        assert "example" not in qr(address(1))
