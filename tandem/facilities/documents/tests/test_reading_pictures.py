"""Photos of pages: found, cut out, put straight, readable, and nothing left of the camera."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tandem.facilities.documents.reading import limits, outline, pictures, sheets
from tandem.facilities.documents.reading.faults import Unreadable
from tandem.facilities.documents.tests.paper import as_file, photo_of, sheet

pytestmark = pytest.mark.without_database

SMALL = (900, 1200)
# Where the corners of an A4 sheet come to lie for a phone's camera held like this.
PLACES = {
    "straight": [(179, 202), (735, 212), (721, 998), (165, 988)],
    "turned a little": [(168, 328), (624, 268), (812, 949), (212, 1053)],
    "seen at an angle": [(247, 327), (702, 347), (803, 1076), (34, 1017)],
    "turned much": [(482, 212), (827, 501), (418, 988), (73, 699)],
}
TABLES = {"wood": (96, 70, 48), "black": (28, 28, 32), "grey": (140, 132, 122), "yellow": (170, 140, 60)}


def taken(page, place, **options):
    return photo_of(page, place, SMALL, **options)


def off_by(found, place):
    """By how much of the photo's width the worst corner is wrong."""
    wanted = np.array(place, dtype=float)
    return min(np.abs(np.roll(found, turn, axis=0) - wanted).max() for turn in range(4)) / SMALL[0]


class TestOutline:
    @pytest.mark.parametrize(
        ("place", "table"),
        [*((place, "wood") for place in PLACES), *(("seen at an angle", table) for table in TABLES)],
    )
    def test_finds_the_four_corners_of_the_sheet(self, place, table):
        found = outline.corners(taken(sheet(), PLACES[place], table=TABLES[table]))

        assert found is not None
        assert off_by(found, PLACES[place]) < 0.015

    def test_begins_at_the_top_left(self):
        found = outline.corners(taken(sheet(), PLACES["straight"]))

        assert (found[0] < found[2]).all()
        assert found[1][0] > found[0][0]

    @pytest.mark.parametrize(
        "picture",
        [
            Image.new("RGB", SMALL, (120, 110, 100)),
            Image.new("RGB", (1, 1), "white"),
            Image.new("RGB", (3, 400), "white"),
            sheet(SMALL),
        ],
        ids=["an empty table", "one point", "a line", "a scan without a table"],
    )
    def test_is_silent_where_there_is_no_edge(self, picture):
        assert outline.corners(picture) is None

    def test_is_silent_about_a_thing_that_is_no_sheet(self):
        picture = Image.new("RGB", SMALL, (60, 50, 40))
        ImageDraw.Draw(picture).ellipse((150, 200, 750, 900), fill="white")

        assert outline.corners(picture) is None

    def test_does_not_follow_a_folded_corner(self):
        page = sheet()
        ImageDraw.Draw(page).polygon([(0, 0), (90, 0), (0, 90)], fill=(96, 70, 48))

        found = outline.corners(taken(page, PLACES["straight"]))

        assert off_by(found, PLACES["straight"]) < 0.02


class TestPageOf:
    @pytest.mark.parametrize("place", ["straight", "seen at an angle"])
    def test_has_the_shape_of_a4_and_print_that_stands_out(self, place):
        page = sheets.page_of(taken(sheet(), PLACES[place]))
        grey = np.asarray(page.convert("L"))

        assert page.height / page.width == pytest.approx(297 / 210, rel=0.01)
        assert np.percentile(grey, 50) > 245  # the paper, on the dark side of the lamp as well
        assert grey[:, : grey.shape[1] // 8].mean() > 235
        assert grey[:, -grey.shape[1] // 12 :].mean() > 235
        assert np.percentile(grey, 1) < 90  # the print

    def test_is_grey_unless_something_is_coloured(self):
        assert sheets.page_of(taken(sheet(), PLACES["straight"])).mode == "L"
        assert sheets.page_of(taken(sheet(seal=True), PLACES["straight"])).mode == "RGB"

    @pytest.mark.parametrize("angle", [-5.0, 3.0])
    def test_is_put_straight_where_no_edge_is_seen(self, angle):
        scan = sheet((600, 800)).rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 249, 245))

        assert sheets.skew(scan) == pytest.approx(-angle, abs=0.5)
        assert abs(sheets.skew(sheets.page_of(scan))) < 0.5

    def test_has_the_true_shape_of_something_else_than_a_page(self):
        card = sheets._true_shape(np.array([(200, 400), (700, 400), (700, 715), (200, 715)], dtype=float), SMALL)

        assert card == pytest.approx(85.6 / 54, rel=0.01)

    def test_is_not_turned_where_nothing_is_printed(self):
        assert sheets.skew(Image.new("RGB", SMALL, "white")) == 0.0

    def test_leaves_a_dark_picture_on_the_page_dark(self):
        page = sheet(SMALL)
        page.paste((40, 60, 90), (100, 500, 600, 1000))

        assert np.asarray(sheets.readable(page).convert("L"))[600:900, 200:500].mean() < 150


class TestOpened:
    def test_is_upright_and_knows_nothing_of_the_camera(self):
        exif = Image.Exif()
        exif[0x0112] = 6  # turn to the right
        exif[0x010F] = "Camera Maker"
        exif.get_ifd(0x8825)[2] = (46.0, 57.0, 0.0)
        content = as_file(Image.new("RGB", (400, 200), "red"), exif=exif, comment=b"a comment")

        picture = pictures.opened(content, "jpeg")
        written = pictures.jpeg(picture)

        assert picture.size == (200, 400)
        assert picture.info == {}
        assert b"Camera Maker" in content
        assert not any(mark in written for mark in (b"Exif", b"Camera", b"comment", b"http"))

    @pytest.mark.parametrize("kind", ["png", "webp"])
    def test_reads_other_formats_on_white(self, kind):
        seen_through = Image.new("RGBA", (40, 60), (0, 0, 0, 0))

        picture = pictures.opened(
            as_file(seen_through, kind.upper(), **({"lossless": True} if kind == "webp" else {})), kind
        )

        assert picture.getpixel((5, 5)) == (255, 255, 255)

    def test_reads_what_phones_write(self):
        content = (Path(__file__).parent / "page.heic").read_bytes()
        assert b"Camera of Nobody" in content

        picture = pictures.opened(content, "heif")

        assert picture.size == (1050, 1485)
        assert picture.info == {}

    def test_refuses_what_cannot_be_decoded(self):
        good = as_file(sheet((200, 300)))
        for kind, content in [
            ("jpeg", good[: len(good) // 2]),
            ("png", b"\x89PNG\r\n\x1a\n" + b"x" * 50),
            ("heif", good),
        ]:
            with pytest.raises(Unreadable, match="broken"):
                pictures.opened(content, kind)

    def test_refuses_a_picture_of_more_points_than_a_camera_makes(self, monkeypatch):
        monkeypatch.setattr(limits, "OTHER_PIXELS", 10_000)
        with pytest.raises(Unreadable, match="too_many_pixels"):
            pictures.opened(as_file(Image.new("1", (200, 200)), "PNG"), "png")

    def test_refuses_a_bomb_of_few_bytes_before_it_is_decoded(self):
        bomb = as_file(Image.new("1", (12_000, 9_000)), "PNG")
        assert len(bomb) < 200_000

        with pytest.raises(Unreadable, match="too_many_pixels"):
            pictures.opened(bomb, "png")

    def test_decodes_a_large_photo_at_a_smaller_size(self):
        photo = as_file(Image.new("RGB", (9_000, 12_000), "white"), quality=40)

        picture = pictures.opened(photo, "jpeg")

        assert limits.PAGE_LONG_SIDE <= max(picture.size) <= 2 * limits.PAGE_LONG_SIDE
