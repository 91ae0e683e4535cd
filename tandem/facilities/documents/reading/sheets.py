"""A photo of a page becomes a page: cut out, put straight, light evened out, print made dark."""

import numpy as np
from PIL import Image, ImageFilter

from tandem.facilities.documents.reading import limits, outline
from tandem.facilities.documents.reading.pictures import fitting

A4 = 297 / 210
NEAR_A4 = (1.28, 1.53)  # what A4 is measured as; an identity card, at 1.59, stays one
FOCAL = 0.75  # of the photo's long side: what phones have for their main camera
INSET = 0.007  # of the sheet, cut off all around: its edge is a shadow
MOST_SKEW = 8.0  # degrees
WORTH_TURNING = 0.25

# Beyond this the background is no paper in the shade: a photo on the page must stay a photo.
MOST_LIGHT = 2.2
# Where the paper comes to lie before the contrast is stretched, and what is white afterwards: its grain vanishes.
PAPER = 246.0
WHITE = 226.0
BLACK_AT_MOST = 95.0
COLOUR = 42  # of 255, between the strongest and the weakest channel
COLOURFUL = 0.0015  # share of pixels that make a page a coloured one


def page_of(photo: Image.Image) -> Image.Image:
    """The page in the photo as a readable picture; the whole photo, evened out, where no page is found for sure."""
    found = outline.corners(photo)
    sheet = _straightened(photo) if found is None else _cut_out(photo, found)
    return readable(fitting(sheet))


def _cut_out(photo: Image.Image, corners: np.ndarray) -> Image.Image:
    corners = corners + (corners.mean(axis=0) - corners) * INSET
    width, height = _size(corners, photo.size)
    onto = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    return photo.transform(
        (width, height), Image.Transform.PERSPECTIVE, _perspective(onto, corners), Image.Resampling.BICUBIC
    )


def _size(corners: np.ndarray, photo: tuple[int, int]) -> tuple[int, int]:
    sides = np.roll(corners, -1, axis=0) - corners
    longest = float(np.hypot(sides[:, 0], sides[:, 1]).max())
    shape = _true_shape(corners, photo)
    long_to_short = max(shape, 1 / shape)
    if NEAR_A4[0] <= long_to_short <= NEAR_A4[1]:
        long_to_short = A4
    long = min(longest, limits.PAGE_LONG_SIDE)
    long, short = max(1, round(long)), max(1, round(long / long_to_short))
    return (long, short) if shape > 1 else (short, long)


def _true_shape(corners: np.ndarray, photo: tuple[int, int]) -> float:
    """Width to height of the flat rectangle that a camera sees like this (Zhang and He, Whiteboard scanning, 2003)."""
    centred = np.column_stack([corners - np.array(photo) / 2, np.ones(4)])
    left, right, low_right, low_left = centred
    k_right = np.dot(np.cross(left, low_right), low_left) / np.dot(np.cross(right, low_right), low_left)
    k_left = np.dot(np.cross(left, low_right), right) / np.dot(np.cross(low_left, low_right), right)
    across, down = k_right * right - left, k_left * low_left - left
    focal = (FOCAL * max(photo)) ** 2
    lengths = [float((edge[:2] ** 2).sum() / focal + edge[2] ** 2) for edge in (across, down)]
    shape = float(np.sqrt(lengths[0] / max(lengths[1], 1e-12)))
    return shape if 0.1 < shape < 10 else 1 / A4


def _perspective(onto: np.ndarray, corners: np.ndarray) -> list[float]:
    """The eight numbers with which Pillow finds, for each point of the page, the point of the photo."""
    rows = []
    for (x, y), (u, v) in zip(onto, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return np.linalg.solve(np.array(rows), corners.reshape(8)).tolist()


def _straightened(picture: Image.Image) -> Image.Image:
    angle = skew(picture)
    if abs(angle) < WORTH_TURNING:
        return picture
    edge = tuple(int(value) for value in np.median(np.asarray(picture)[:8].reshape(-1, 3), axis=0))
    return picture.rotate(angle, Image.Resampling.BICUBIC, expand=False, fillcolor=edge)


def skew(picture: Image.Image) -> float:
    """By how many degrees the lines of print fall to the right; 0 where there are none."""
    small = picture.convert("L")
    small.thumbnail((700, 700), Image.Resampling.BOX)
    blurred = np.asarray(small.filter(ImageFilter.GaussianBlur(12)), dtype=np.float32)
    ink = Image.fromarray(((np.asarray(small, dtype=np.float32) < blurred - 14) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        lines = np.asarray(ink.rotate(angle, Image.Resampling.BILINEAR), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(lines)).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 1.0).tolist(), key=sharpness)
    fine = max(np.arange(coarse - 0.9, coarse + 0.95, 0.15).tolist(), key=sharpness)
    return fine if sharpness(fine) > 1.15 * sharpness(0.0) else 0.0


def readable(picture: Image.Image) -> Image.Image:
    """Even light, white paper, dark print; grey where the page has no colour. A signature keeps its blue."""
    pixels = np.asarray(picture, dtype=np.float32)
    pixels = np.minimum(pixels * (PAPER / _paper(picture)), 255.0)
    dark = min(float(np.percentile(pixels.mean(axis=2), 1.0)), BLACK_AT_MOST)
    pixels = np.clip((pixels - dark) * (255.0 / (WHITE - dark)), 0, 255)
    # Compared on a smaller picture, so that the coloured grain of a sensor does not make a page coloured.
    page = Image.fromarray(pixels.astype(np.uint8))
    calm = np.asarray(page.reduce(3) if min(page.size) > 30 else page, dtype=np.int16)
    coloured = (calm.max(axis=2) - calm.min(axis=2) > COLOUR).mean()
    return page if coloured > COLOURFUL else page.convert("L")


def _paper(picture: Image.Image) -> np.ndarray:
    """The colour of the paper under each pixel, as if nothing were printed on it."""
    small = picture.copy()
    small.thumbnail((240, 240), Image.Resampling.BOX)
    window = max(3, (min(small.size) // 14) | 1)
    paper = small.filter(ImageFilter.MaxFilter(window)).filter(ImageFilter.GaussianBlur(window / 2))
    values = np.asarray(paper, dtype=np.float32)
    brightest = np.percentile(values, 95, axis=(0, 1))
    values = np.maximum(values, np.maximum(brightest / MOST_LIGHT, 1.0))
    return np.asarray(Image.fromarray(values.astype(np.uint8)).resize(picture.size, Image.Resampling.BILINEAR)).clip(1)
