"""Photos and scans: what lies on them, and which page of which sheet it is. It reads codes, and never an answer."""

import hashlib
import io
import warnings
from collections.abc import Iterator

import pi_heif
import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageSequence

from tandem.eservices.on_paper.rules import read_page_text
from tandem.eservices.on_paper.types import PageCode, Picture

MAX_BYTES = 60_000_000
MAX_PIXELS = 120_000_000  # a page at 1200 dpi; more is a trap for the memory
MOST_PAGES = 200
DPI = 200
SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".heif", ".webp"}
_FORMATS = ("JPEG", "PNG", "TIFF", "HEIF", "WEBP")
_SMALLEST = 200  # pixels: no code of ours can be read on less
_KEPT = 2_200  # pixels of the longer side: a hand-written page is readable, and ten of them are a megabyte or two
_LOOKED_AT = 3_000
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

pi_heif.register_heif_opener(thumbnails=False)


class Unreadable(Exception):
    """The file is no picture and no PDF that can be opened."""


def pictures(content: bytes) -> Iterator[Picture]:
    """The pages of a file (PDF, PNG, JPEG, TIFF, HEIC, WEBP), upright. Raises Unreadable, also after some pages."""
    if len(content) > MAX_BYTES:
        raise Unreadable
    for number, image in enumerate(_opened(content)):
        codes, turn = codes_on(image)
        upright = image.rotate(turn, expand=True, fillcolor="white") if turn else image
        digest = hashlib.sha256(content + f"page {number}".encode()).digest()
        yield Picture(content=_jpeg(upright), codes=codes, sha256=digest)


def codes_on(image: Image.Image) -> tuple[frozenset[PageCode], int]:
    """The page codes on a picture, and by how many degrees (a multiple of 90, against the clock) it must be turned.

    Looks again through other glasses (more contrast, even light, less noise, larger) only where nothing was found.
    """
    for glass in _glasses(image):
        found = [
            (code, result.orientation)
            for result in zxingcpp.read_barcodes(glass, formats=_QR)
            if (code := read_page_text(result.text)) is not None
        ]
        if found:
            return frozenset(code for code, _orientation in found), round(found[0][1] / 90) * 90 % 360
    return frozenset(), 0


def _glasses(image: Image.Image) -> Iterator[Image.Image]:
    grey = ImageOps.grayscale(image)
    if max(grey.size) > _LOOKED_AT:
        grey.thumbnail((_LOOKED_AT, _LOOKED_AT))
    yield grey
    yield ImageOps.autocontrast(grey, cutoff=1)
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    yield ImageOps.autocontrast(smooth, cutoff=1)
    even = _evenly_lit(smooth)
    yield even
    yield even.filter(ImageFilter.GaussianBlur(1.2)).point(lambda value: 255 if value > 128 else 0)
    # A grainy photo of a dim page: the code has larger cells than the grain.
    yield grey.filter(ImageFilter.BoxBlur(2))
    yield grey.filter(ImageFilter.BoxBlur(3))
    yield smooth.resize((smooth.width * 2, smooth.height * 2), Image.Resampling.BICUBIC)
    yield _evenly_lit(grey.filter(ImageFilter.GaussianBlur(2)))
    yield even.resize((even.width // 2, even.height // 2), Image.Resampling.BOX)


def _evenly_lit(grey: Image.Image) -> Image.Image:
    """Paper becomes white wherever the shadow of a hand lies: each pixel against what is bright around it."""
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BOX)
    light = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6)).resize(grey.size)
    return ImageOps.autocontrast(ImageChops.invert(ImageChops.subtract(light, grey)), cutoff=1)


def _opened(content: bytes) -> Iterator[Image.Image]:
    """Each page of a file. Whatever a decoder says of a file that it cannot read, it is one that cannot be read."""
    pages = _of_pdf(content) if content.startswith(b"%PDF-") else _of_picture(content)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # we look at the sizes ourselves
                page = next(pages, None)
        except Unreadable:
            raise
        except Exception as error:  # each format's decoder has exceptions of its own
            raise Unreadable from error
        if page is None:
            return
        yield page


def _of_picture(content: bytes) -> Iterator[Image.Image]:
    """A TIFF of a scanner holds all pages of a pile."""
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        several = image.format == "TIFF"
        if several and getattr(image, "n_frames", 1) > MOST_PAGES:
            raise Unreadable
        for frame in ImageSequence.Iterator(image) if several else (image,):
            if min(frame.size) < _SMALLEST or frame.width * frame.height > MAX_PIXELS:
                raise Unreadable
            yield _flat(ImageOps.exif_transpose(frame))


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable
        for page in document:
            width, height = page.get_size()
            if not 0 < width * height * (DPI / 72) ** 2 <= MAX_PIXELS:
                raise Unreadable
            yield _flat(page.render(scale=DPI / 72).to_pil())
    finally:
        document.close()


def _flat(image: Image.Image) -> Image.Image:
    """On white, in colours: what is transparent would turn black, and the pencil of a scan of 16 bits white."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    if "A" not in image.getbands():
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _jpeg(image: Image.Image) -> bytes:
    kept = image.copy()
    kept.thumbnail((_KEPT, _KEPT))
    written = io.BytesIO()
    kept.save(written, format="JPEG", quality=82, optimize=True)
    return written.getvalue()
