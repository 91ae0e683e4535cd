"""Paper: PDFs that screen readers can read (PDF/UA-1), made without any system library or system font."""

import datetime
import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
# What a template may import: the parts that other features share, as "/facilities/receipts/paper/receipt.typ".
HOUSE = Path(__file__).parents[2]


def pdf(template: Path, data: Mapping[str, Any], *, made_at: datetime.datetime) -> bytes:
    """The Typst file `template` with `data` (plain JSON values, read there as `json(bytes(sys.inputs.data))`).

    The same data and the same moment give the same bytes. Data never become Typst source, so nobody can write markup
    into them. Raises typst.TypstError when the template is wrong.
    """
    import typst  # noqa: PLC0415 - 34 MB, only for who prints

    make: Callable[..., Any] = functools.partial(
        typst.compile,
        _source(template),
        root=str(HOUSE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(made_at.timestamp()),
    )
    try:
        return bytes(make(pdf_standards=["ua-1"]))
    except typst.TypstError as wrong:
        if "could not be displayed" not in str(wrong):
            raise
        # A sign outside the scripts of our fonts: the sheet is still tagged, but may not call itself PDF/UA.
        return bytes(make())


@functools.cache
def _source(template: Path) -> bytes:
    return template.read_bytes()
