"""Pages and photos of pages, drawn: the right answer is known because we put the page there ourselves."""

import functools
import io

import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WORDS = "Arbeitszeugnis Certificat de travail Frau Beispiel war bei uns als Verkauferin gefragt und hat gut gearbeitet"
A4 = (1240, 1754)


@functools.cache
def _sheet(size, *, seal):
    page = Image.new("RGB", size, (250, 249, 245))
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=max(12, size[1] // 60))
    draw.text((size[0] * 0.1, size[1] * 0.07), "Arbeitszeugnis", fill=(20, 20, 25), font=font.font_variant(size=48))
    for line in range(26):
        draw.text(
            (size[0] * 0.1, size[1] * (0.15 + 0.028 * line)), WORDS[line % 9 :][:78], fill=(25, 25, 30), font=font
        )
    if seal:
        draw.ellipse((size[0] * 0.68, size[1] * 0.8, size[0] * 0.85, size[1] * 0.92), outline=(190, 20, 30), width=16)
    return page


def sheet(size=A4, *, seal=False):
    """A printed page: lines of text, a heading, on request a red seal."""
    return _sheet(size, seal=seal).copy()


def photo_of(page, corners, size=(3000, 4000), *, table=(96, 70, 48), shade=0.45, noise=6.0):
    """The page lying on a table with its corners there, lit from one side, with the grain of a phone's camera."""
    random = np.random.default_rng(7)
    width, height = size
    grain = random.normal(0, 14, (height // 20, width // 6)).astype(np.float32)
    wood = np.asarray(Image.fromarray(grain).resize(size, Image.Resampling.BICUBIC))
    ground = np.clip(np.array(table, dtype=np.float32) + wood[..., None], 0, 255).astype(np.uint8)
    picture = Image.fromarray(ground)
    source = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    bent = np.linalg.solve(np.array(rows, dtype=float), np.array(values, dtype=float)).tolist()
    laid = page.transform(size, Image.Transform.PERSPECTIVE, bent, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform(size, Image.Transform.PERSPECTIVE, bent, Image.Resampling.BICUBIC)
    picture.paste(laid, mask=mask)
    light = np.linspace(1.0, 1.0 - shade, width, dtype=np.float32)[None, :, None]
    pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32) * light
    pixels += random.normal(0, noise, (height, width, 1)).astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def as_file(picture, kind="JPEG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **{"quality": 90, **options} if kind != "PNG" else options)
    return buffer.getvalue()


def pdf_of(*pages, **save):
    """A plain PDF with one line of text on each page."""
    document = pikepdf.new()
    for words in pages or ("One page",):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
        )
        page.obj.Contents = pikepdf.Stream(document, f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode("latin-1"))
    buffer = io.BytesIO()
    document.save(buffer, **save)
    return buffer.getvalue()


PREVIEW_BYTES = as_file(Image.new("RGB", (20, 28), "white"))
