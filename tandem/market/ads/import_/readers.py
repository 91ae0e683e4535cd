"""Records of a file, one after the other, with the line each begins on. Memory does not grow with the file."""

import codecs
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from pydantic_core import from_json

from tandem.market.ads.import_.oste_reader import read_oste
from tandem.market.ads.import_.rejected import Rejected, Unreadable

LONGEST_LINE = 5_000_000
LARGEST_DOCUMENT = 200_000_000
LOOKED_AT = 100
CHUNK = 1_000_000
GZIP = b"\x1f\x8b"
# (line, record or why it is none)
Numbered = tuple[int, dict[str, Any] | Rejected]
# A record, or a line that has one or several and is still to be parsed.
Piece = dict[str, Any] | Rejected | bytes


class Source:
    """An opened file. `position` of `size` bytes are read: for the progress bar, also inside a .gz."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.size = path.stat().st_size
            self._raw = path.open("rb")
        except OSError as error:
            raise Unreadable(f"{path} cannot be opened: {error.strerror or error}.") from error
        packed = self._raw.peek(2)[:2] == GZIP
        self.stream = cast(IO[bytes], gzip.GzipFile(fileobj=self._raw) if packed else self._raw)

    @property
    def position(self) -> int:
        return min(self._raw.tell(), self.size)

    def close(self) -> None:
        self._raw.close()

    def records(self) -> Iterator[Numbered]:
        """The pieces, parsed."""
        for line, piece in self.pieces():
            yield from parsed(line, piece)

    def pieces(self) -> Iterator[tuple[int, Piece]]:
        """All records, for `parsed`. Raises `Unreadable` where the file ends too early or is of no known kind."""
        try:
            yield from self._pieces()
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Unreadable(f"{self.path.name} is a damaged .gz file: {error}.") from error
        except UnicodeDecodeError as error:
            raise Unreadable(f"{self.path.name} is not written in UTF-8.") from error

    def _pieces(self) -> Iterator[tuple[int, Piece]]:
        first, start = self._first_line()
        if first.startswith(b"<"):
            yield from read_oste(start, self.stream)
        elif first.startswith(b"["):
            yield from _array(start, self.stream)
        elif first.startswith(b"{") and _is_whole(first):
            yield from _lines(start, self.stream)
        elif first.startswith(b"{") and not first.rstrip().endswith(b"}"):
            yield from _document(start, self.stream)
        elif first.startswith(b"{"):
            yield from _lines(start, self.stream)
        elif first:
            raise Unreadable(
                f"{self.path.name} is neither JSON nor XML. Known are schema.org JobPosting as JSON lines or JSON, "
                "Job-Room ads as JSON, and the osteList XML feed."
            )

    def _first_line(self) -> tuple[bytes, bytes]:
        """The first line that says something, and all that was read so far."""
        read = b""
        while True:
            line = self.stream.readline(LONGEST_LINE + 1)
            read += line
            stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
            if stripped or not line:
                return stripped, read.removeprefix(b"\xef\xbb\xbf")


def parsed(line: int, piece: Piece) -> Iterator[Numbered]:
    """The records in a piece of a file."""
    if isinstance(piece, bytes):
        yield from _parsed(line, piece)
    else:
        yield line, piece


def unwrapped(value: Any) -> Iterator[Any]:
    """The ads inside a page, a graph, a list of hits or an envelope; a bare ad is itself."""
    if isinstance(value, list):
        for one in value:
            yield from unwrapped(one)
    elif isinstance(value, dict) and isinstance(value.get("@graph"), list):
        yield from (one for one in value["@graph"] if not isinstance(one, dict) or _is_posting(one))
    elif isinstance(value, dict) and isinstance(value.get("itemListElement"), list):
        for one in value["itemListElement"]:
            yield from unwrapped(one.get("item", one) if isinstance(one, dict) else one)
    elif isinstance(value, dict) and isinstance(value.get("content"), list):
        yield from unwrapped(value["content"])
    elif isinstance(value, dict) and isinstance(value.get("jobAdvertisement"), dict):
        yield value["jobAdvertisement"]
    elif isinstance(value, dict) and "_http" in value and isinstance(value.get("body"), dict | list):
        yield from unwrapped(value["body"])
    else:
        yield value


def _is_posting(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    return "JobPosting" in str(kinds)


def _numbered(line: int, value: Any) -> Iterator[Numbered]:
    for one in unwrapped(value):
        if isinstance(one, dict):
            yield line, one
        else:
            yield line, Rejected("", "A JSON object is expected here.")


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(start: bytes, stream: IO[bytes]) -> Iterator[tuple[int, Piece]]:
    number = start.count(b"\n") + bool(start and not start.endswith(b"\n"))
    line = start.strip()
    while True:
        if len(line) > LONGEST_LINE:
            yield number, Rejected("", f"The line is longer than {LONGEST_LINE:,} bytes.")
        elif line:
            yield number, line
        number += 1
        line = stream.readline(LONGEST_LINE + 1)
        if not line:
            return
        if len(line) > LONGEST_LINE:
            _skip_line(stream)
        else:
            line = line.strip()


def _skip_line(stream: IO[bytes]) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _parsed(number: int, line: bytes) -> Iterator[Numbered]:
    try:
        value = _json(line)
    except RecursionError:
        yield number, Rejected("", "The JSON is nested too deeply.")
    except UnicodeDecodeError:
        yield number, Rejected("", "The line is not written in UTF-8.")
    except ValueError as error:
        yield number, Rejected("", f"The line is not JSON: {error}.")
    else:
        yield from _numbered(number, value)


def _json(line: bytes) -> Any:
    """What json.loads says, in half the time. Raises what it raises."""
    try:
        return from_json(line)
    except ValueError:
        # It takes less (halves of a surrogate pair, deep nesting), and its reasons are others.
        return json.loads(line)


def _document(start: bytes, stream: IO[bytes]) -> Iterator[tuple[int, Piece]]:
    """One object over several lines; or JSON lines after all, whose first one is broken."""
    data = start + stream.read(LARGEST_DOCUMENT)
    if len(data) > LARGEST_DOCUMENT:
        raise Unreadable("One JSON document of more than 200 MB is too large; send a JSON array or JSON lines.")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        if any(_is_whole(line) for line in data.splitlines()[:LOOKED_AT]):
            yield from _lines(b"", io.BytesIO(data))
            return
        raise Unreadable(f"The file is not JSON: {error}.") from error
    yield from _numbered(1, value)


def _array(start: bytes, stream: IO[bytes]) -> Iterator[Numbered]:
    """The items of a JSON array, while it is being read."""
    decoder = json.JSONDecoder()
    text, line = start.decode(), 1
    decode = _utf8(stream)
    text = text.lstrip()[1:]
    line += start.count(b"\n") - text.count("\n") if start.count(b"\n") > text.count("\n") else 0
    while True:
        stripped = text.lstrip(" \t\r\n,")
        line += text[: len(text) - len(stripped)].count("\n")
        text = stripped
        if text.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(text) if text else (None, 0)
        except RecursionError:
            raise Unreadable("The JSON is nested too deeply.", line) from None
        except ValueError as error:
            value, end = None, 0
            broken: ValueError | None = error
        else:
            broken = None
        # An object is whole once it is read; a number at the very end of what was read may go on.
        if end and (end < len(text) or isinstance(value, dict | list)):
            yield from _numbered(line, value)
            line += text[:end].count("\n")
            text = text[end:]
            continue
        more = next(decode, "")
        if not more:
            raise Unreadable(f"The JSON array breaks off: {broken or 'its end is missing'}.", line)
        if len(text) > LONGEST_LINE:
            raise Unreadable(f"One item of the JSON array is broken or longer than {LONGEST_LINE:,} characters.", line)
        text += more


def _utf8(stream: IO[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
