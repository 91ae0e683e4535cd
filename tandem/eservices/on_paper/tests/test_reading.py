import contextlib
import io
from pathlib import Path

import pytest
from PIL import Image

from tandem.eservices.on_paper import reading
from tandem.eservices.on_paper.tests import photos
from tandem.eservices.on_paper.types import PageCode
from tandem.facilities.documents import tests as documents_tests

TESTS = Path(documents_tests.__file__).parent
TURNED = [0, 90, 180, 270]


def read(content):
    (picture,) = reading.pictures(content)
    return picture


class TestPictures:
    @pytest.mark.parametrize("degrees", TURNED)
    def test_are_read_however_they_lie_and_stand_upright_afterwards(self, pages, degrees):
        picture = read(photos.jpeg(pages.images[0].rotate(degrees, expand=True)))

        assert picture.codes == {PageCode(pages.code, 1)}
        upright = Image.open(io.BytesIO(picture.content))
        assert upright.height > upright.width
        # The code is at the top right again.
        corner = upright.crop((upright.width * 3 // 4, 0, upright.width, upright.height // 5))
        assert reading.codes_on(corner) == (frozenset({PageCode(pages.code, 1)}), 0)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda image: photos.on_a_table(image, 7),
            lambda image: photos.on_a_table(image, -24),
            photos.in_poor_light,
            photos.noisy,
            photos.blurred,
            photos.seen_from_the_side,
            lambda image: photos.noisy(photos.in_poor_light(photos.on_a_table(image, 184)), 0.15),
            lambda image: image.resize((image.width // 2, image.height // 2)),
        ],
        ids=["skew", "more skew", "poor light", "noise", "blur", "from the side", "all at once", "small"],
    )
    def test_are_read_as_people_take_them(self, pages, spoil):
        assert read(photos.jpeg(spoil(pages.images[1]))).codes == {PageCode(pages.code, 2)}

    def test_come_page_by_page_out_of_a_scanned_file(self, pages):
        found = list(reading.pictures(photos.pdf(*reversed(pages.images))))

        assert [one.codes for one in found] == [
            {PageCode(pages.code, page)} for page in range(len(pages.images), 0, -1)
        ]
        assert len({one.sha256 for one in found}) == len(found)

    def test_with_two_pages_say_so(self, pages):
        one, two = pages.images[:2]
        both = Image.new("RGB", (one.width * 2, one.height), "white")
        both.paste(one, (0, 0))
        both.paste(two, (one.width, 0))

        assert len(read(photos.jpeg(both)).codes) == 2

    def test_without_a_code_name_no_page(self, pages):
        assert read(photos.png(Image.new("RGB", (600, 800), "white"))).codes == frozenset()
        covered = pages.images[0].copy()
        covered.paste("black", (covered.width // 2, 0, covered.width, covered.height // 5))
        assert read(photos.jpeg(covered)).codes == frozenset()

    def test_come_from_phones_that_write_heic(self):
        assert read((TESTS / "page.heic").read_bytes()).codes == {PageCode("3333-3333-3333-3333", 1)}

    def test_keep_the_pencil_of_a_scan_of_16_bits(self):
        sheet = Image.new("I;16", (600, 800), 65_000)
        sheet.paste(30_000, (100, 100, 500, 700))

        assert Image.open(io.BytesIO(read(photos.png(sheet)).content)).convert("L").getpixel((300, 400)) < 140

    @pytest.mark.parametrize("size", [(1, 1), (20_000, 20_000)])
    def test_of_no_size_of_a_page_are_refused(self, size):
        with pytest.raises(reading.Unreadable):
            read(photos.png(Image.new("1", size)))

    @pytest.mark.parametrize("written", ["jpeg", "png", "pdf", "tiff"])
    def test_cut_off_or_spoilt_anywhere_are_read_or_refused_and_nothing_else(self, pages, written):
        whole = getattr(photos, written)(pages.images[0].resize((300, 424)))
        spoilt = [whole[: len(whole) * part // 7] for part in range(1, 7)]
        spoilt += [whole[:place] + b"\xff\x00\xff\x00" + whole[place + 4 :] for place in range(4, 400, 33)]
        for content in spoilt:
            with contextlib.suppress(reading.Unreadable):
                list(reading.pictures(content))

    @pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a"])
    def test_that_are_none_are_refused(self, content):
        with pytest.raises(reading.Unreadable):
            list(reading.pictures(content))
