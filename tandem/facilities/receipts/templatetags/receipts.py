"""The receipt on a page, the same for every procedure. `docs/components.md` shows the line to write."""

import base64
import datetime

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string

from tandem.facilities.receipts import drawing, rules, selectors
from tandem.facilities.receipts.types import Shown
from tandem.foundation import formatting

register = template.Library()


@register.simple_block_tag(takes_context=True)
def signed_receipt(context: RequestContext, content: str, receipt: Shown, *, pdf_url: str, file_url: str) -> str:
    """The receipt that looks like paper: number, moment, fingerprint, QR code, and how anybody checks it.

    Inside stand the feature's own `{% summary_row %}` lines; `pdf_url` and `file_url` lead to its sheet and its file.
    """
    site = context["request"].build_absolute_uri("/").rstrip("/")
    svg = drawing.qr(selectors.check_address(site, receipt))
    return render_to_string(
        "receipts/_signed.html",
        {
            "receipt": receipt,
            "fingerprint": rules.in_groups(receipt.fingerprint),
            "rows": content,
            # Not inline: an image of its own cannot carry a script, and the page stays small to read aloud.
            "qr": f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}",
            "address": site.partition("//")[2] + selectors.CHECK_PATH.rstrip("/"),
            "pdf_url": pdf_url,
            "file_url": file_url,
        },
    )


@register.filter
def exact_moment(value: datetime.datetime) -> str:
    """`dimanche 25 octobre 2026, 02:30:07 (UTC+1)`."""
    return formatting.exact_moment(value)


@register.filter
def in_groups(fingerprint: str) -> str:
    """`09ad 9fd2 fb64 …`."""
    return rules.in_groups(fingerprint)
