import io

import pytest
from django.core.management import CommandError, call_command

from tandem.eservices.on_paper.models import PaperSheet, ScannedPage
from tandem.eservices.on_paper.tests import photos


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
        assert "5.pdf cannot be opened" in err
        assert {file.name for file in (tmp_path / "done").iterdir()} == {"1.jpg", "2.png", "3.png"}
        assert {file.name for file in (tmp_path / "unread").iterdir()} == {"4.jpg", "5.pdf"}
        assert (tmp_path / "note.txt").exists()

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

    def test_needs_a_folder(self, tmp_path):
        with pytest.raises(CommandError, match="no folder"):
            scan_in(tmp_path / "nowhere")
