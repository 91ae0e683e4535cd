"""Pictures of pages: opened within limits, made upright, freed of all that a camera wrote into them."""

import io
import warnings

import pi_heif
from PIL import Image, ImageOps

from tandem.facilities.documents.reading import limits
from tandem.facilities.documents.reading.faults import Unreadable

pi_heif.register_heif_opener(thumbnails=False)
# We look at the size ourselves, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
FORMATS = {"jpeg": ["JPEG", "MPO"], "png": ["PNG"], "webp": ["WEBP"], "heif": ["HEIF"]}


def opened(content: bytes, kind: str) -> Image.Image:
    """The picture as RGB pixels, upright, at most about twice as large as a page needs; no metadata is left.

    Raises Unreadable: broken, too_many_pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS[kind])
            _refuse_bombs(picture, kind)
            if kind == "jpeg":
                # Decoded at 1/2, 1/4 or 1/8: the size stays above what is asked for.
                picture.draft("RGB", _at_least(picture.size))
            picture.load()
            return _plain(ImageOps.exif_transpose(picture))
    except Unreadable:
        raise
    except Exception as error:  # each format's decoder has exceptions of its own
        raise Unreadable("broken") from error


def jpeg(picture: Image.Image) -> bytes:
    """The picture as a JPEG of our own making."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=limits.JPEG_QUALITY, subsampling="4:2:0", optimize=True)
    return buffer.getvalue()


def preview(picture: Image.Image) -> bytes:
    """A small JPEG to recognise a page by."""
    small = picture.convert("RGB")
    small.thumbnail((limits.PREVIEW_LONG_SIDE, limits.PREVIEW_LONG_SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=70, optimize=True)
    return buffer.getvalue()


def fitting(picture: Image.Image, long_side: int = limits.PAGE_LONG_SIDE) -> Image.Image:
    """The picture, made smaller where it is larger than a page needs."""
    if max(picture.size) <= long_side:
        return picture
    small = picture.copy()
    small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return small


def _refuse_bombs(picture: Image.Image, kind: str) -> None:
    width, height = picture.size
    allowed = limits.JPEG_PIXELS if kind == "jpeg" else limits.OTHER_PIXELS
    if width * height > allowed or max(width, height) > 50 * max(1, min(width, height)):
        raise Unreadable("too_many_pixels")


def _at_least(size: tuple[int, int]) -> tuple[int, int]:
    wanted = 1.3 * limits.PAGE_LONG_SIDE
    share = min(1.0, wanted / max(size))
    return max(1, int(size[0] * share)), max(1, int(size[1] * share))


def _plain(picture: Image.Image) -> Image.Image:
    """New pixels on white; nothing else of the file survives: no EXIF, no place, no profile, no second picture."""
    picture = fitting(picture, 2 * limits.PAGE_LONG_SIDE)
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        sheet = Image.new("RGBA", layered.size, "white")
        sheet.alpha_composite(layered)
        picture = sheet
    clean = Image.new("RGB", picture.size, "white")
    clean.paste(picture.convert("RGB"))
    return clean
