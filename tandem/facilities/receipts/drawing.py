"""The QR code of a receipt, as SVG."""

import numpy as np
import zxingcpp

_BORDER = 4  # modules of white around it, as ISO/IEC 18004 asks
_SCALE = 4


def qr(address: str) -> str:
    """An SVG without any address of its own; readable when a tenth of it is dirty or torn off."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    side = len(dark) + 2 * _BORDER
    # A stroke for each run of dark modules: from where one that is not is followed by one that is, to the reverse.
    edges = np.diff(np.pad(dark.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    (rows, starts), (_rows, ends) = np.nonzero(edges == 1), np.nonzero(edges == -1)
    strokes = [
        f"M{start + _BORDER} {row + _BORDER}.5h{end - start}"
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * _SCALE}" height="{side * _SCALE}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path stroke="#000" d="{"".join(strokes)}"/></svg>'
    )
