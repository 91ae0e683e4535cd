import io

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from tandem.eservices.on_paper import services
from tandem.eservices.on_paper.management.commands import scan_in as command
from tandem.eservices.on_paper.models import PaperSheet, ScannedPage
from tandem.eservices.on_paper.tests import photos
from tandem.eservices.procedures.tests.factories import ANSWERS, filed, save


def scan_in(folder):
    out, err = io.StringIO(), io.StringIO()
    call_command("scan_in", str(folder), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


class TestScanIn:
    def test_brings_a_pile_to_the_right_form_and_names_what_it_could_not_place(self, pages, tmp_path):
        first, second, *_others = pages.images
        (tmp_path / "1.jpg").write_bytes(photos.jpeg(photos.on_a_table(second, 95)))  # the second page comes first
        (tmp_path / "2.png").write_bytes(photos.png(photos.in_poor_light(first)))
        (tmp_path / "3.png").write_bytes(photos.png(photos.in_poor_light(first)))  # the same once more
        (tmp_path / "4.jpg").write_bytes(photos.jpeg(first.crop((0, 500, first.width, first.height))))  # no code on it
        (tmp_path / "5.pdf").write_bytes(b"%PDF-1.7 broken")
        (tmp_path / "note.txt").write_text("not a picture")

        out, err = scan_in(tmp_path)

        row = PaperSheet.objects.get(code=pages.code)
        assert sorted(row.scans.values_list("page", flat=True)) == [1, 2]
        assert "2 attached" in out
        assert "1 again" in out
        assert "4.jpg, page 1" in err
        assert "5.pdf cannot be read to its end" in err
        assert {file.name for file in (tmp_path / "done").iterdir()} == {"1.jpg", "2.png", "3.png"}
        assert {file.name for file in (tmp_path / "unread").iterdir()} == {"4.jpg", "5.pdf"}
        assert (tmp_path / "note.txt").exists()
        assert "note.txt is no picture and no PDF" in err

    def test_takes_a_whole_scanned_form_and_says_that_nothing_is_missing(self, pages, tmp_path):
        (tmp_path / "scan.pdf").write_bytes(photos.pdf(*reversed(pages.images)))

        out, _err = scan_in(tmp_path)

        assert ScannedPage.objects.count() == len(pages.images)
        assert "missing" not in out

    def test_says_which_pages_are_missing(self, pages, tmp_path):
        (tmp_path / "scan.jpg").write_bytes(photos.jpeg(pages.images[0]))

        out, _err = scan_in(tmp_path)

        assert f"Form {pages.code}: missing pages 2" in out

    def test_keeps_files_of_the_same_name_from_two_days(self, pages, tmp_path):
        for image in pages.images[:2]:
            (tmp_path / "scan.jpg").write_bytes(photos.jpeg(image))
            scan_in(tmp_path)

        assert {file.name for file in (tmp_path / "done").iterdir()} == {"scan.jpg", "scan-2.jpg"}

    def test_takes_all_pages_of_a_scanners_tiff(self, pages, tmp_path):
        (tmp_path / "scan.TIF").write_bytes(photos.tiff(*pages.images))

        scan_in(tmp_path)

        assert ScannedPage.objects.count() == len(pages.images)

    def test_goes_on_after_files_that_no_decoder_likes(self, pages, tmp_path):
        (tmp_path / "1.png").write_bytes(photos.png(Image.new("RGB", (1, 1))))
        (tmp_path / "2.jpg").write_bytes(photos.jpeg(pages.images[0])[:9_000])
        (tmp_path / "3.jpg").write_bytes(photos.jpeg(pages.images[0]))

        _out, err = scan_in(tmp_path)

        assert ScannedPage.objects.count() == 1
        assert "1.png cannot be read" in err
        assert {file.name for file in (tmp_path / "unread").iterdir()} == {"1.png", "2.jpg"}

    def test_leaves_what_went_wrong_where_it_is_and_says_so_at_the_end(self, pages, tmp_path, monkeypatch):
        for number, image in enumerate(pages.images[:2], start=1):
            (tmp_path / f"{number}.jpg").write_bytes(photos.jpeg(image))
        take = services.take_picture

        def full_disk(acting, *, picture, now):
            if {code.page for code in picture.codes} == {1}:
                raise OSError
            return take(acting, picture=picture, now=now)

        monkeypatch.setattr(command, "take_picture", full_disk)

        with pytest.raises(CommandError, match=r"still in the folder: 1\.jpg"):
            scan_in(tmp_path)

        assert (tmp_path / "1.jpg").exists()
        assert ScannedPage.objects.get().page == 2
        monkeypatch.undo()
        scan_in(tmp_path)
        assert ScannedPage.objects.count() == 2

    def test_hands_back_a_page_whose_form_is_filed_and_knows_one_that_was_read_before(self, pages, draft, tmp_path):
        first, second, *_others = (photos.jpeg(image) for image in pages.images)
        (tmp_path / "1.jpg").write_bytes(first)
        scan_in(tmp_path)
        save(draft, ANSWERS)
        filed(draft)
        (tmp_path / "2.jpg").write_bytes(second)
        (tmp_path / "3.jpg").write_bytes(first)

        out, err = scan_in(tmp_path)

        assert ScannedPage.objects.get().page == 1
        assert "2.jpg, page 1: Its form is filed already" in err
        assert (tmp_path / "unread" / "2.jpg").exists()
        assert "1 again" in out

    def test_needs_a_folder(self, tmp_path):
        with pytest.raises(CommandError, match="no folder"):
            scan_in(tmp_path / "nowhere")
