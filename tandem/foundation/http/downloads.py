"""What leaves a page as a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def download(content: bytes | str, name: str, content_type: str = PDF, *, inline: bool = False) -> HttpResponse:
    """A file to keep under `name`, or with `inline` one that the browser shows by itself."""
    header = content_disposition_header(as_attachment=not inline, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": str(header)})
