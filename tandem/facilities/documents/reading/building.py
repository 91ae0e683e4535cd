"""From the files of one upload to one PDF and the previews of its pages."""

from collections.abc import Iterable, Sequence

import pikepdf

from tandem.facilities.documents.reading import pdfs, pictures, sheets, signatures
from tandem.facilities.documents.reading.faults import Unreadable
from tandem.facilities.documents.reading.previews import previews

# A screenshot has no table around it; what is bright in it is part of it.
PHOTOGRAPHED = {"jpeg", "webp", "heif"}


def build(files: Sequence[bytes], *, whole: bool, order: Iterable[Sequence[int]] | None = None) -> list[bytes]:
    """The PDF, then a preview of each page. Raises Unreadable with the number of the file it lies in."""
    parts = []
    for number, content in enumerate(files):
        try:
            parts.append(_part(content, whole=whole))
        except Unreadable as refused:
            raise Unreadable(refused.fault, number) from refused
    document = pdfs.joined(parts)
    if order is not None:
        document = pdfs.arranged(document, [(page, turn) for page, turn in order])
    content = pdfs.written(document)
    return [content, *previews(content)]


def _part(content: bytes, *, whole: bool) -> pikepdf.Pdf:
    kind = signatures.kind_of(content)
    if kind == "pdf":
        return pdfs.opened(content)
    if kind in pictures.FORMATS:
        picture = pictures.opened(content, kind)
        cut = kind in PHOTOGRAPHED and not whole
        return pdfs.of_pictures([sheets.page_of(picture) if cut else pictures.fitting(picture)])
    raise Unreadable(kind if kind in {"office", "picture"} else "unknown")
