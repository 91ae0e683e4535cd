"""The QR code of a receipt, as SVG."""

import io

import segno

# Trying all eight costs more than the rest of the page. Ours are random signs: none is better than another for long.
_MASK = 3


def qr(address: str) -> str:
    """An SVG without any address of its own; readable when a tenth of it is dirty or torn off."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False, mask=_MASK).save(
        drawing, kind="svg", scale=4, border=4, xmldecl=False, light="#fff"
    )
    return drawing.getvalue().decode()
