"""What a camera writes into a JPEG beside the picture: place, time, maker, a second picture."""

START, SCAN = 0xD8, 0xDA
# JFIF and Adobe's segment say how the colours are meant; all other application segments and comments go.
KEPT = {0xE0, 0xEE}


def without_metadata(jpeg: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC and comments; what is no JPEG comes back as it is."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, place = [jpeg[:2]], 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF:
        marker = jpeg[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == SCAN:
            end = jpeg.rfind(b"\xff\xd9")
            return b"".join([*kept, jpeg[place : end + 2 if end > place else len(jpeg)]])
        length = int.from_bytes(jpeg[place + 2 : place + 4], "big")
        segment = jpeg[place : place + 2 + length]
        if length < 2 or len(segment) < 2 + length:
            return jpeg
        is_application = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if marker in KEPT or not is_application:
            kept.append(segment)
        place += 2 + length
    return jpeg


# Of a JPEG 2000: what it is, how to show it, the picture. The others hold XMP, EXIF, or whatever a camera liked.
SHOWN = {b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"rreq"}


def without_boxes(picture: bytes) -> bytes:
    """The same JPEG 2000 without metadata; a bare picture, or what is none, comes back as it is."""
    if picture[4:8] != b"jP  ":
        return picture
    kept, place = [], 0
    while place + 8 <= len(picture):
        length, kind = int.from_bytes(picture[place : place + 4], "big"), picture[place + 4 : place + 8]
        if length == 1:
            length = int.from_bytes(picture[place + 8 : place + 16], "big")
        end = len(picture) if length == 0 else place + length
        if not place + 8 <= end <= len(picture):
            return picture
        if kind in SHOWN:
            kept.append(picture[place:end])
        place = end
    return b"".join(kept)
