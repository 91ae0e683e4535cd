"""The process in which files are opened: what it may not do, and what its parent does not believe."""

import subprocess
import sys

import pytest

from tandem.facilities.documents import sandbox
from tandem.facilities.documents.enums import Fault
from tandem.facilities.documents.reading import frames, limits
from tandem.facilities.documents.tests.paper import PREVIEW_BYTES, pdf_of

pytestmark = pytest.mark.without_database


def confined(code):
    """What a program prints that first gives up its rights as the child does."""
    program = f"from tandem.facilities.documents.reading.child import confine; confine()\n{code}"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        cwd=sandbox.ROOT,
        env=sandbox.ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class TestBuild:
    def test_gives_a_pdf_and_a_picture_of_each_page(self):
        built = sandbox.build([pdf_of("One", "Two")])

        assert built.content.startswith(b"%PDF-")
        assert len(built.previews) == 2

    def test_says_which_file_is_wrong_and_why(self):
        with pytest.raises(sandbox.NotBuilt) as refused:
            sandbox.build([pdf_of("One"), b"PK nonsense"])

        assert (refused.value.fault, refused.value.file) == (Fault.UNKNOWN, 1)

    def test_ends_what_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(limits, "SECONDS_OF_PATIENCE", 0.05)
        with pytest.raises(sandbox.NotBuilt, match="too_hard"):
            sandbox.build([pdf_of("One")])

    def test_survives_a_child_that_dies(self, monkeypatch):
        monkeypatch.setattr(sandbox, "CHILD", "tandem.no_such_module")
        with pytest.raises(sandbox.NotBuilt, match="too_hard"):
            sandbox.build([pdf_of("One")])

    @pytest.mark.parametrize(
        "said",
        [
            b"",
            b"garbage that is no message at all",
            frames.pack({}),
            frames.pack({}, [b"<html>", PREVIEW_BYTES]),
            frames.pack({}, [pdf_of("One")]),
            frames.pack({}, [pdf_of("One"), b"<svg>"]),
            frames.pack({}, [pdf_of("One"), *[PREVIEW_BYTES] * (limits.PAGES + 1)]),
            frames.pack({"fault": "rm -rf"}),
        ],
        ids=["nothing", "garbage", "no file", "no pdf", "no preview", "no picture", "too many", "unknown fault"],
    )
    def test_believes_only_what_it_can_check(self, said):
        with pytest.raises(sandbox.NotBuilt, match="too_hard"):
            sandbox._checked(said)


class TestConfine:
    def test_no_file_can_be_written(self, tmp_path):
        done = confined(f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'x' * 10)")

        assert "File too large" in done.stderr
        assert not (tmp_path / "x").exists() or (tmp_path / "x").read_bytes() == b""

    def test_memory_ends(self):
        assert "MemoryError" in confined("b'x' * (3 * 1024 ** 3)").stderr

    def test_secrets_of_the_parent_are_not_there(self, monkeypatch):
        monkeypatch.setenv("TANDEM_SECRET_KEY", "hidden")

        assert "hidden" not in confined("import os; print(os.environ)").stdout


class TestFrames:
    def test_come_out_as_they_went_in(self):
        assert frames.unpack(frames.pack({"a": [1, "ü"]}, [b"x", b"", b"yz"])) == ({"a": [1, "ü"]}, [b"x", b"", b"yz"])

    @pytest.mark.parametrize(
        "message",
        [b"", b"\0\0\0\x02[]", b"\xff\xff\xff\xff{}", frames.pack({}, [b"abc"])[:-1], b"\0\0\0\x04\x80\x04K\x01"],
    )
    def test_refuse_anything_else(self, message):
        with pytest.raises(ValueError):  # noqa: PT011 - JSON's own error is one, too
            frames.unpack(message)
