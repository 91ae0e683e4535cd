"""What a file is, by its first bytes. Its name and what the browser says about it are anybody's word."""

import io
import zipfile

STARTS = {
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"),
    "picture": (b"GIF8", b"BM", b"II*\x00", b"MM\x00*"),
}
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
UNREAD_BRANDS = {b"avif", b"avis"}  # they call themselves HEIF as well
# Some scanners write a few bytes before the header; qpdf reads such files, and so does every viewer.
PDF_HEADER_WITHIN = 1024
OFFICE_PARTS = ("word/", "xl/", "ppt/", "mimetype")


def kind_of(content: bytes) -> str:
    """ "pdf", "jpeg", "png", "webp", "heif"; "office" and "picture" for what people often try; else "unknown"."""
    for kind, starts in STARTS.items():
        if content.startswith(starts):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp":
        brands = _brands(content)
        if brands & UNREAD_BRANDS:
            return "picture"
        return "heif" if brands & HEIF_BRANDS else "unknown"
    if content.startswith(b"PK"):
        return "office" if _is_office(content) else "unknown"
    return "pdf" if b"%PDF-" in content[:PDF_HEADER_WITHIN] else "unknown"


def _brands(content: bytes) -> set[bytes]:
    length = min(int.from_bytes(content[:4], "big"), 256)
    return {content[8:12], *(content[place : place + 4] for place in range(16, length, 4))}


def _is_office(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:  # its table of contents; nothing is unpacked
            return any(name.startswith(OFFICE_PARTS) for name in archive.namelist()[:200])
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
