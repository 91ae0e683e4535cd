"""The osteList XML feed, element by element. A file that brings a document type or entities is refused."""

from collections.abc import Iterator
from typing import IO, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from tandem.market.ads.import_.rejected import Rejected, Unreadable

NAMESPACE = "http://jobroom.seco.admin.ch/oste/1.4"
FORMAT = "_oste"
CHUNK = 65_536
LONGEST_VALUE = 200_000


def read_oste(start: bytes, stream: IO[bytes]) -> Iterator[tuple[int, dict[str, Any] | Rejected]]:
    """Each `oste` as the names and texts of its members, with the line it begins on."""
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    handler = _Ostes(parser)
    parser.setContentHandler(handler)
    try:
        data = start
        while data:
            parser.feed(data)
            yield from handler.taken()
            data = stream.read(CHUNK)
        parser.close()
    except DefusedXmlException as error:
        raise Unreadable("The XML brings a document type or entities. It was refused for safety.") from error
    except SAXException as error:
        line = handler.line
        yield from handler.taken()
        raise Unreadable(f"The XML is broken in line {line}: {error.getMessage()}.", line) from error
    yield from handler.taken()
    if handler.root is None:
        raise Unreadable("The XML has no osteList.")


class _Ostes(ContentHandler):
    def __init__(self, parser: DefusedExpatParser) -> None:
        super().__init__()
        self.root: str | None = None
        self._parser = parser
        self._found: list[tuple[int, dict[str, Any] | Rejected]] = []
        self._current: dict[str, Any] | None = None
        self._began = 0
        self._name = ""
        self._text: list[str] = []
        self._length = 0
        self._too_long = ""

    @property
    def line(self) -> int:
        return int(self._parser.getLineNumber() or 0)

    def taken(self) -> Iterator[tuple[int, dict[str, Any] | Rejected]]:
        found, self._found = self._found, []
        return iter(found)

    def startElementNS(  # noqa: N802 - SAX's name
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        local = name[1]
        if self.root is None:
            if local != "osteList":
                raise Unreadable(f"The XML is a “{local[:40]}”; only the osteList feed is known.")
            if name[0] != NAMESPACE:
                raise Unreadable(f"The osteList is of version “{str(name[0])[:80]}”; only 1.4 is known.")
            self.root = local
        elif local == "oste":
            self._current, self._began, self._too_long = {FORMAT: True}, self.line, ""
        else:
            self._name, self._text, self._length = local, [], 0

    def characters(self, content: str) -> None:
        if self._current is None or not self._name:
            return
        self._length += len(content)
        if self._length > LONGEST_VALUE:
            self._too_long = self._name
        else:
            self._text.append(content)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802 - SAX's name
        if self._current is None:
            return
        if name[1] == "oste":
            too_long = Rejected(self._too_long, f"The text has more than {LONGEST_VALUE:,} characters.")
            self._found.append((self._began, too_long if self._too_long else self._current))
            self._current = None
        elif self._name:
            if value := "".join(self._text).strip():
                self._current[self._name] = value
            self._name = ""
