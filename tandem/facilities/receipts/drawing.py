"""The QR code of a receipt, as SVG."""

from typing import Any

import numpy as np
import zxingcpp

_BORDER = 4  # modules of white around it, as ISO/IEC 18004 asks
_SCALE = 4
# Eight patterns may lie over a code, so that it has no large areas of one colour; which one, the code itself says. To
# try all takes four fifths of the time of a drawing. Fingerprint and signature look like noise, and noise looks
# alike under each of them (ADR 176).
_MASK = 2


def qr(address: str) -> str:
    """An SVG without any address of its own; readable when a tenth of it is dirty or torn off."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK)
    dark = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    side = len(dark) + 2 * _BORDER
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * _SCALE}" height="{side * _SCALE}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path stroke="#000" d="{_strokes(dark)}"/></svg>'
    )


def _strokes(dark: Any) -> str:
    """A stroke for each run of dark modules in a row."""
    # Between two white columns each run begins and ends, and none goes on in the next row.
    between = np.zeros((len(dark), len(dark) + 2), np.int8)
    between[:, 1:-1] = dark
    begins, ends = np.flatnonzero(np.diff(between.ravel())).reshape(-1, 2).T
    rows, columns = np.divmod(begins, len(dark) + 2)
    runs = np.column_stack((columns + _BORDER, rows + _BORDER, ends - begins))
    return ("M%d %d.5h%d" * len(runs)) % tuple(runs.ravel().tolist())
