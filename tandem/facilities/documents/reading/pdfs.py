"""PDFs: opened, emptied of everything that acts, flattened, made smaller, put together.

By an allow-list: of a page survive its size, its content and what that needs. What a form field or a comment shows
becomes part of the page; the field itself, its scripts, its attachments do not come along.
"""

import io
from collections.abc import Iterable, Sequence

import pikepdf
from PIL import Image

from tandem.facilities.documents.reading import limits
from tandem.facilities.documents.reading.faults import Unreadable
from tandem.facilities.documents.reading.metadata import without_boxes, without_metadata
from tandem.facilities.documents.reading.pictures import fitting, jpeg
from tandem.facilities.documents.reading.sheets import A4, NEAR_A4

KEPT_OF_THE_ROOT = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot"}
KEPT_OF_A_PAGE = {
    "/Type",
    "/Parent",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Resources",
    "/Contents",
    "/Group",
    "/StructParents",
    "/Tabs",
}
# Beside the allow-list: whatever still hangs on some object and could act, hide something or say who made it.
TAKEN_AWAY = {
    "/A",
    "/AA",
    "/AF",
    "/Alternates",
    "/EF",
    "/EmbeddedFiles",
    "/JavaScript",
    "/JS",
    "/LastModified",
    "/Launch",
    "/Metadata",
    "/OpenAction",
    "/OPI",
    "/PieceInfo",
    "/URI",
    "/XFA",
}
# The formats in which a camera's own file lies in a PDF as it was.
CAMERA_FILES = {"/DCTDecode": without_metadata, "/JPXDecode": without_boxes}
SHORT = {"/DCT": "/DCTDecode", "/Fl": "/FlateDecode"}
# In a tree of tags "/A" are the attributes of an element, not its action.
TAGS = "/StructElem"
POINTS_PER_INCH = 72
A4_POINTS = (595.276, 841.89)
LARGEST_PAGE = 14_400  # points; what a viewer must be able to show
HEAVY = 150_000  # bytes: smaller pictures are not worth another loss
DEEPEST = 40


def opened(content: bytes) -> pikepdf.Pdf:
    """The document with nothing in it that acts. Raises Unreadable: password, broken, too_many_pages."""
    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Unreadable("password") from error
    except Exception as error:
        raise Unreadable("broken") from error
    try:
        if len(document.pages) > limits.PAGES:
            raise Unreadable("too_many_pages")
        if not document.pages:
            raise Unreadable("broken")
        _flatten(document)
        _strip(document)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("broken") from error
    return document


def of_pictures(pictures: Iterable[Image.Image]) -> pikepdf.Pdf:
    """One page for each picture, on A4 where it has about that shape."""
    document = pikepdf.new()
    for picture in pictures:
        _add_picture(document, picture)
    return document


def joined(parts: Sequence[pikepdf.Pdf]) -> pikepdf.Pdf:
    """All pages in this order. A single part keeps its tags for screen readers. Raises Unreadable: too_many_pages."""
    if sum(len(part.pages) for part in parts) > limits.PAGES:
        raise Unreadable("too_many_pages")
    if len(parts) == 1:
        return parts[0]
    document = pikepdf.new()
    for part in parts:
        document.pages.extend(part.pages)
    for page in document.pages:
        for key in {"/StructParents", "/Tabs"} & set(page.obj.keys()):
            del page.obj[key]
    return document


def arranged(document: pikepdf.Pdf, order: Sequence[tuple[int, int]]) -> pikepdf.Pdf:
    """The pages named, each with a further turn in degrees (0, 90, 180, 270). Raises Unreadable: broken."""
    if not order or any(not 0 <= number < len(document.pages) or turn % 90 for number, turn in order):
        raise Unreadable("broken")
    if list(order) == [(number, 0) for number in range(len(document.pages))]:
        return document
    result = pikepdf.new()
    for number, turn in order:
        result.pages.append(document.pages[number])
        if turn:
            result.pages[-1].rotate(turn, relative=True)
        for key in {"/StructParents", "/Tabs"} & set(result.pages[-1].obj.keys()):
            del result.pages[-1].obj[key]
    return result


def written(document: pikepdf.Pdf) -> bytes:
    """The file, without the document's own facts; smaller pictures where it is heavy. Raises Unreadable."""
    content = _saved(document)
    if len(content) > limits.RESULT_BYTES // 3:
        _shrink(document)
        content = min(content, _saved(document), key=len)
    if len(content) > limits.RESULT_BYTES:
        raise Unreadable("too_heavy")
    return content


def _saved(document: pikepdf.Pdf) -> bytes:
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    document.remove_unreferenced_resources()
    buffer = io.BytesIO()
    document.save(
        buffer,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        encryption=False,
    )
    return buffer.getvalue()


def _add_picture(document: pikepdf.Pdf, picture: Image.Image) -> None:
    width, height = picture.size
    across, down = A4_POINTS if height >= width else A4_POINTS[::-1]
    shape = max(width, height) / min(width, height)
    if not NEAR_A4[0] <= shape <= NEAR_A4[1] or abs(shape / A4 - 1) > 0.06:
        scale = min(across / width, down / height)
        across, down = width * scale, height * scale
    page = document.add_blank_page(page_size=(across, down))
    stream = pikepdf.Stream(
        document,
        jpeg(picture),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=stream))
    page.obj.Contents = pikepdf.Stream(document, f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Page Do Q".encode())


def _flatten(document: pikepdf.Pdf) -> None:
    """What fields and comments show becomes part of the page."""
    if "/AcroForm" in document.Root:
        document.generate_appearance_streams()
    document.flatten_annotations("all")


def _strip(document: pikepdf.Pdf) -> None:
    _keep(document.Root, KEPT_OF_THE_ROOT)
    for page in document.pages:
        _keep(page.obj, KEPT_OF_A_PAGE)
        width, height = (float(abs(value)) for value in _extent(page))
        if not (0 < width <= LARGEST_PAGE and 0 < height <= LARGEST_PAGE):
            raise Unreadable("broken")
    for thing in document.objects:
        _disarm(thing, 0)


def _extent(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, top = (float(value) for value in page.mediabox)
    return right - left, top - low


def _keep(dictionary: pikepdf.Object, keys: set[str]) -> None:
    for key in set(dictionary.keys()) - keys:
        del dictionary[key]


def _disarm(thing: pikepdf.Object, depth: int) -> None:
    if depth > DEEPEST:
        raise Unreadable("broken")
    if isinstance(thing, pikepdf.Array):
        for value in thing:
            _disarm_inside(value, depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        is_tag = thing.get("/Type") == TAGS or "/Pg" in thing or "/K" in thing
        for key in set(thing.keys()) & (TAKEN_AWAY - ({"/A"} if is_tag else set())):
            del thing[key]
        for key in set(thing.keys()) - {"/Parent"}:
            _disarm_inside(thing[key], depth)
        if isinstance(thing, pikepdf.Stream):
            _without_camera(thing)


def _disarm_inside(value: object, depth: int) -> None:
    """What lies in the object itself; what it points to is looked at in its own turn."""
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        _disarm(value, depth + 1)


def _without_camera(stream: pikepdf.Stream) -> None:
    """A picture in a PDF is the camera's file as it was, with the place where it was taken."""
    packed, last = _filters(stream)
    if last not in CAMERA_FILES:
        return
    raw = bytes(stream.read_raw_bytes())
    if packed:  # some printers pack the camera's file once more
        raw = _unpacked(raw, packed)
    clean = CAMERA_FILES[last](raw)
    if clean != raw or packed:
        parameters = stream.get("/DecodeParms")
        if packed and isinstance(parameters, pikepdf.Array):
            parameters = parameters[-1]
        known = parameters if isinstance(parameters, pikepdf.Dictionary | pikepdf.Array) else None
        stream.write(clean, filter=pikepdf.Name(last), decode_parms=known)


def _filters(stream: pikepdf.Stream) -> tuple[list[str], str]:
    """How a stream is packed, the outermost first, and what lies inside. One filter may stand in a list of one."""
    found = stream.get("/Filter")
    names = [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)] if found else [""]
    return names[:-1], SHORT.get(names[-1], names[-1]) if names else ""


def _unpacked(content: bytes, filters: list[str]) -> bytes:
    with pikepdf.new() as spare:
        stream = pikepdf.Stream(spare, content, Filter=pikepdf.Array([pikepdf.Name(name) for name in filters]))
        return bytes(stream.read_bytes())


def _shrink(document: pikepdf.Pdf) -> None:
    """Heavy pictures are written anew, at the size of a page; those with masks or rare colours stay as they are."""
    for thing in document.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != "/Image" or _is_left_alone(thing):
            continue
        try:
            picture = pikepdf.PdfImage(thing).as_pil_image()
        except Exception:  # noqa: S112 - a picture that cannot be read stays as it is
            continue
        if picture.mode not in {"RGB", "L", "1"}:
            continue
        small = fitting(picture.convert("L") if picture.mode == "1" else picture)
        fresh = jpeg(small)
        if len(fresh) < len(thing.read_raw_bytes()):
            thing.write(fresh, filter=pikepdf.Name.DCTDecode)
            thing.Width, thing.Height, thing.BitsPerComponent = small.width, small.height, 8
            thing.ColorSpace = pikepdf.Name.DeviceGray if small.mode == "L" else pikepdf.Name.DeviceRGB
            for key in {"/Decode", "/DecodeParms"} & set(thing.keys()):
                del thing[key]


def _is_left_alone(thing: pikepdf.Stream) -> bool:
    pixels = int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))
    return (
        bool({"/SMask", "/Mask", "/ImageMask", "/Decode"} & set(thing.keys()))
        or pixels > limits.OTHER_PIXELS
        or len(thing.read_raw_bytes()) < HEAVY
    )
