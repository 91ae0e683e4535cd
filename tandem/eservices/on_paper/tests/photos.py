"""Photos as people take them: made from the real sheet, then turned, darkened, blurred, bent."""

import dataclasses
import io

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from tandem.eservices.on_paper.types import Printed


@dataclasses.dataclass(frozen=True)
class Pages:
    code: str
    images: tuple[Image.Image, ...]
    pdf: bytes


def pages_of(printed: Printed) -> Pages:
    document = pypdfium2.PdfDocument(printed.content)
    try:
        images = tuple(page.render(scale=150 / 72).to_pil().convert("RGB") for page in document)
    finally:
        document.close()
    return Pages(printed.code, images, printed.content)


def jpeg(image, quality=70, **options):
    written = io.BytesIO()
    image.convert("RGB").save(written, format="JPEG", quality=quality, **options)
    return written.getvalue()


def png(image):
    written = io.BytesIO()
    image.save(written, format="PNG")
    return written.getvalue()


def pdf(*images):
    written = io.BytesIO()
    first, *others = images
    first.save(written, format="PDF", save_all=True, append_images=others, resolution=150)
    return written.getvalue()


def tiff(*images):
    """What a scanner makes of a pile: black and white, all pages in one file."""
    written = io.BytesIO()
    first, *others = (image.convert("1") for image in images)
    first.save(written, format="TIFF", compression="group4", save_all=True, append_images=others)
    return written.getvalue()


def on_a_table(image, degrees):
    """Photographed askew, with the table around it."""
    table = Image.new("RGB", (image.width + 300, image.height + 300), (120, 90, 60))
    table.paste(image, (150, 150))
    return table.rotate(degrees, expand=True, fillcolor=(120, 90, 60), resample=Image.Resampling.BICUBIC)


def in_poor_light(image):
    """A dim room, and the shadow of the telephone over the code."""
    dark = image.point(lambda value: 18 + value * 0.22)
    shadow = Image.new("L", image.size, 255)
    ImageDraw.Draw(shadow).polygon(
        [(image.width // 2, 0), (image.width, 0), (image.width, image.height // 2)], fill=120
    )
    shadow = shadow.filter(ImageFilter.GaussianBlur(40))
    return Image.composite(dark, dark.point(lambda value: value * 0.5), shadow)


def noisy(image, amount=0.35):
    return Image.blend(image, Image.effect_noise(image.size, 90).convert("RGB"), amount)


def blurred(image):
    return image.filter(ImageFilter.GaussianBlur(1.6))


def seen_from_the_side(image):
    """A trapezium: the far edge of the paper is shorter."""
    width, height = image.size
    lean = width // 9
    return image.transform(
        image.size,
        Image.Transform.QUAD,
        (-lean, -lean, -lean // 2, height + lean, width + lean // 2, height + lean, width + lean, -lean),
        resample=Image.Resampling.BICUBIC,
        fillcolor=(90, 90, 90),
    )
