"""What a page looks like, as a small picture."""

import pypdfium2

from tandem.facilities.documents.reading import limits
from tandem.facilities.documents.reading.faults import Unreadable
from tandem.facilities.documents.reading.pictures import preview


def previews(content: bytes) -> list[bytes]:
    """One JPEG for each page. Raises Unreadable: broken, for a PDF that no viewer would show."""
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            return [_preview(page) for page in document]
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken") from error


def _preview(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = limits.PREVIEW_LONG_SIDE / max(width, height, 1)
    try:
        return preview(page.render(scale=min(scale, 2.0)).to_pil())
    finally:
        page.close()
