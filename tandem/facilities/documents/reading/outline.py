"""Where the sheet lies in a photo: the four corners of the brightest thing that has four sides, or nothing.

Sure or silent: a page that is not found is kept whole, a page that is cut wrongly has lost words.
"""

import itertools
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageFilter

LOOKED_AT = 400  # pixels of the long side: enough for corners within a fraction of a percent, quick enough for a phone
CLOSING = 9  # wider than the strokes of print, so that text does not tear the sheet apart
HULL_CORNERS = 20

LEAST_SHARE = 0.15  # of the photo
FILL = (0.90, 1.08)  # how much of the four-sided figure the sheet fills
STEP = 14  # of 255: how much brighter the sheet is than what lies beside it
LEAST_SIDES = 2  # that must show such a step; the others may lie on the edge of the photo

Array = np.ndarray


def corners(picture: Image.Image) -> Array | None:
    """Top left, top right, bottom right, bottom left in pixels of `picture`, as floats; None when nothing is sure."""
    small = picture.copy()
    small.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BOX)
    best, found = 0.0, None
    for channel in _channels(small):
        for mask in _masks(channel):
            sheet = _largest_part(mask)
            figure = _four_sided(sheet)
            if figure is None:
                continue
            worth = _worth(figure, sheet, channel)
            if worth > best:
                best, found = worth, _refined(figure, sheet)
    if found is None:
        return None
    return _in_order(found) * (np.array(picture.size) / np.array(small.size))


def _channels(small: Image.Image) -> Iterator[Array]:
    """Paper is bright in every colour: its darkest channel tells it from a yellow table as its brightness does not."""
    pixels = np.asarray(small.filter(ImageFilter.GaussianBlur(1.5)), dtype=np.float32)
    yield pixels.mean(axis=2)
    yield pixels.min(axis=2)
    yield _evenly_lit(pixels.mean(axis=2))


def _evenly_lit(channel: Array) -> Array:
    """Without the fall of a lamp's light across the table, in whose shade paper may be darker than wood in its shine.

    Two materials under a light that grows or fades evenly: in logarithms a plane with one step, fitted in turns with
    the question which point is which.
    """
    rows, columns = np.mgrid[-1 : 1 : channel.shape[0] * 1j, -1 : 1 : channel.shape[1] * 1j]
    lit = channel
    logs = np.log(np.maximum(channel, 8.0))[::3, ::3].ravel()
    places = np.stack([rows[::3, ::3].ravel(), columns[::3, ::3].ravel()], axis=1)
    for _turn_of_fitting in range(4):
        bright = (lit > _otsu(lit))[::3, ::3].ravel()
        facts = np.column_stack([np.ones(len(logs)), bright, places])
        *_levels, down, across = np.linalg.lstsq(facts, logs, rcond=None)[0]
        lit = channel / np.exp(down * rows + across * columns)
        lit *= 235.0 / max(float(np.percentile(lit, 98)), 1.0)
    return np.clip(lit, 0, 255)


def _masks(channel: Array) -> Iterator[Array]:
    middle = _otsu(channel)
    for share in (1.0, 0.88, 1.12):
        mask = Image.fromarray(((channel > middle * share) * 255).astype(np.uint8))
        closed = mask.filter(ImageFilter.MaxFilter(CLOSING)).filter(ImageFilter.MinFilter(CLOSING))
        yield np.asarray(closed) > 0


def _otsu(channel: Array) -> float:
    """The brightness that best parts the picture into dark and bright (Otsu 1979)."""
    counts, edges = np.histogram(channel, bins=128, range=(0, 256))
    weights = np.cumsum(counts)
    sums = np.cumsum(counts * edges[:-1])
    dark, bright = weights[:-1], weights[-1] - weights[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = dark * bright * (sums[:-1] / dark - (sums[-1] - sums[:-1]) / bright) ** 2
    return float(edges[int(np.argmax(np.nan_to_num(between))) + 1])


def _largest_part(mask: Array) -> Array:
    """The largest connected region, by runs of each row that touch those of the row above."""
    parents: list[int] = []
    sizes: list[int] = []

    def root(label: int) -> int:
        while parents[label] != label:
            parents[label] = parents[parents[label]]
            label = parents[label]
        return label

    labels = np.full(mask.shape, -1, dtype=np.int32)
    above: list[tuple[int, int, int]] = []
    for row, line in enumerate(mask):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], line, [False])).astype(np.int8)))
        here = []
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            touching = {root(label) for left, right, label in above if left < end and start < right}
            label = min(touching, default=len(parents))
            if not touching:
                parents.append(label)
                sizes.append(0)
            for other in touching - {label}:
                parents[other] = label
                sizes[label] += sizes[other]
            sizes[label] += end - start
            labels[row, start:end] = label
            here.append((start, end, label))
        above = here
    if not parents:
        return mask
    largest = max(range(len(parents)), key=lambda label: sizes[label] if parents[label] == label else -1)
    roots = np.array([root(label) for label in range(len(parents))])
    return (labels >= 0) & (roots[labels] == largest)


def _four_sided(sheet: Array) -> Array | None:
    """The largest four-sided figure whose corners lie on the outline of the sheet."""
    hull = _fewer(_hull(_outline(sheet)), HULL_CORNERS)
    if len(hull) < 4:
        return None
    chosen = np.array(list(itertools.combinations(range(len(hull)), 4)))
    x, y = hull[chosen, 0], hull[chosen, 1]
    areas = np.abs((x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)) / 2
    return hull[chosen[int(np.argmax(areas))]]


def _outline(sheet: Array) -> Array:
    """Leftmost and rightmost point of each row, topmost and lowest of each column."""
    rows, columns = np.flatnonzero(sheet.any(axis=1)), np.flatnonzero(sheet.any(axis=0))
    height, width = sheet.shape
    left, right = sheet[rows].argmax(axis=1), width - 1 - sheet[rows][:, ::-1].argmax(axis=1)
    top, low = sheet[:, columns].argmax(axis=0), height - 1 - sheet[::-1, columns].argmax(axis=0)
    sides = [(left, rows), (right, rows), (columns, top), (columns, low)]
    return np.concatenate([np.stack(side, axis=1) for side in sides]).astype(np.float64)


def _hull(points: Array) -> Array:
    """The convex hull, by Andrew's monotone chain."""
    ordered = np.unique(points, axis=0).tolist()
    if len(ordered) < 3:
        return np.array(ordered)

    def half(line: list[list[float]]) -> list[list[float]]:
        chain: list[list[float]] = []
        for point in line:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return np.array(half(ordered) + half(ordered[::-1]))


def _turn(a: list[float], b: list[float], c: list[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _fewer(hull: Array, most: int) -> Array:
    """The hull without the corners that matter least (Visvalingam)."""
    while len(hull) > most:
        before, after = np.roll(hull, 1, axis=0), np.roll(hull, -1, axis=0)
        one, two = hull - before, after - before
        hull = np.delete(hull, int(np.argmin(np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]))), axis=0)
    return hull


def _worth(figure: Array, sheet: Array, channel: Array) -> float:
    """0 for what is no sheet; the more, the surer."""
    area = _area(figure)
    share = area / sheet.size
    fill = float(sheet.sum()) / area if area else 0.0
    if share < LEAST_SHARE or not FILL[0] <= fill <= FILL[1] or not _is_like_a_page(figure):
        return 0.0
    steps = [step for step in _steps(figure, channel) if step is not None]
    clear = [step for step in steps if step >= STEP]
    if len(clear) < LEAST_SIDES or len(clear) < len(steps):
        return 0.0
    return share * float(np.mean(clear)) * (1 - abs(1 - fill))


def _area(figure: Array) -> float:
    x, y = figure[:, 0], figure[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _is_like_a_page(figure: Array) -> bool:
    """Opposite sides about as long as each other, corners not far from square, neither a ribbon."""
    sides = np.roll(figure, -1, axis=0) - figure
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < 0.2 * lengths.max():
        return False
    if min(lengths[0], lengths[2]) < 0.6 * max(lengths[0], lengths[2]):
        return False
    if min(lengths[1], lengths[3]) < 0.6 * max(lengths[1], lengths[3]):
        return False
    directions = sides / lengths[:, None]
    return bool((np.abs((directions * np.roll(directions, -1, axis=0)).sum(axis=1)) < 0.5).all())


def _steps(figure: Array, channel: Array) -> Iterator[float | None]:
    """How much brighter it is just inside each side than just outside; None for a side on the edge of the photo."""
    height, width = channel.shape
    centre = figure.mean(axis=0)
    for start, end in zip(figure, np.roll(figure, -1, axis=0), strict=True):
        along = end - start
        normal = np.array([-along[1], along[0]]) / max(np.hypot(*along), 1e-9)
        if np.dot(normal, centre - start) < 0:
            normal = -normal
        places = start + along * np.linspace(0.1, 0.9, 40)[:, None]
        inside, outside = places + 5 * normal, places - 6 * normal
        seen = (outside >= 0).all(axis=1) & (outside[:, 0] < width) & (outside[:, 1] < height)
        if seen.mean() < 0.5:
            yield None
            continue
        rows = (inside[seen], outside[seen])
        values = [channel[row[:, 1].astype(int), row[:, 0].astype(int)] for row in rows]
        yield float(np.median(values[0] - values[1]))


def _refined(figure: Array, sheet: Array) -> Array:
    """Corners where the straight lines through the sides meet: a dog's ear or a shadow moves none of them."""
    outline = _outline(sheet)
    lines = []
    for start, end in zip(figure, np.roll(figure, -1, axis=0), strict=True):
        along = end - start
        length = max(np.hypot(*along), 1e-9)
        offset = outline - start
        place = offset @ along / length**2
        away = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0]) / length
        near = outline[(place > 0.12) & (place < 0.88) & (away < 5)]
        lines.append((start, along) if len(near) < 8 else _line_through(near))
    found = [_meeting(lines[number - 1], lines[number]) for number in range(4)]
    if any(point is None or np.hypot(*(point - corner)) > 20 for point, corner in zip(found, figure, strict=True)):
        return figure
    return np.array(found)


def _line_through(points: Array) -> tuple[Array, Array]:
    centre = np.median(points, axis=0)
    _, _, directions = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    return centre, directions[0]


def _meeting(one: tuple[Array, Array], two: tuple[Array, Array]) -> Array | None:
    system = np.stack([one[1], -two[1]], axis=1)
    if abs(np.linalg.det(system)) < 1e-9:
        return None
    return one[0] + one[1] * np.linalg.solve(system, two[0] - one[0])[0]


def _in_order(figure: Array) -> Array:
    centre = figure.mean(axis=0)
    around = figure[np.argsort(np.arctan2(figure[:, 1] - centre[1], figure[:, 0] - centre[0]))]
    return np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0)
