"""The QR code of a receipt, as SVG."""

from collections.abc import Iterable, Iterator

import numpy as np
import zxingcpp

_BORDER = 4  # modules of white around it, as ISO/IEC 18004 asks
_SCALE = 4


def qr(address: str) -> str:
    """An SVG without any address of its own; readable when a tenth of it is dirty or torn off."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    side = len(dark) + 2 * _BORDER
    path = "".join(_bars(dark.tolist()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * _SCALE}" height="{side * _SCALE}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path stroke="#000" d="{path}"/></svg>'
    )


def _bars(rows: Iterable[list[bool]]) -> Iterator[str]:
    """A stroke for each run of dark modules in a row."""
    for row, modules in enumerate(rows, start=_BORDER):
        start = None
        for column, is_dark in enumerate([*modules, False]):
            if is_dark and start is None:
                start = column
            elif not is_dark and start is not None:
                yield f"M{start + _BORDER} {row}.5h{column - start}"
                start = None
