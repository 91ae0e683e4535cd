import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.facilities.receipts import drawing, rules
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.rules import normalised, payload_hash
from tandem.facilities.receipts.types import Shown
from tandem.foundation import formatting

# Where a receipt is checked: an address without a language, as it stands on paper; the reader's language is added.
CHECK_PATH = "/verify/"


def by_number(typed: str) -> Receipt | None:
    """The receipt of a number as somebody copied it; None for one that was never issued or is misspelt."""
    try:
        number = normalised(typed)
    except ValueError:
        return None
    return Receipt.objects.filter(number=number).first()


def matches(receipt: Receipt, payload: Mapping[str, Any]) -> bool:
    """Whether this is, sign for sign, what the receipt was issued for."""
    return secrets.compare_digest(bytes(receipt.payload_hash), payload_hash(payload))


def shown(receipt: Receipt) -> Shown:
    """The receipt for a page (`{% signed_receipt %}`) and a sheet (`on_paper`). It asks nothing but the row."""
    return Shown(
        number=receipt.number,
        received_at=receipt.issued_at.replace(microsecond=0),
        fingerprint=receipt.fingerprint,
        key_id=receipt.key_id,
        text=receipt.text,
    )


def check_address(site: str, receipt: Shown) -> str:
    """What the QR code holds: where to check it, and the signed text, which a browser never sends to anybody.

    `site` is the platform's own address ("https://tandem.example.ch").
    """
    return f"{site}{CHECK_PATH}#{receipt.text}"


def on_paper(
    receipt: Shown, payload: Mapping[str, Any], *, site: str, facts: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """What `receipt` and `attached` of `/facilities/receipts/paper/receipt.typ` print, in the reader's language.

    `facts` are the feature's own lines (label, value). The sheet carries the receipt's file inside it.
    """
    return {
        "title": _("Receipt"),
        "number_label": _("Number"),
        "number": receipt.number,
        "facts": [(_("Received"), formatting.exact_moment(receipt.received_at)), *facts],
        "fingerprint_label": _("Fingerprint of what you filed (SHA-256)"),
        "fingerprint": rules.in_groups(receipt.fingerprint),
        "qr": drawing.qr(check_address(site, receipt)),
        "qr_label": _("QR code with the signed receipt"),
        "how": _("Genuine? Scan the code, or type number and fingerprint at %(address)s")
        % {"address": site.partition("//")[2] + CHECK_PATH.rstrip("/")},
        "signed_label": _("Signed text (Ed25519, key %(key)s)") % {"key": receipt.key_id},
        "signed": receipt.text,
        "file": rules.proof_file(receipt.text, payload).decode(),
        "file_name": f"tandem-{receipt.number}.json",
        "file_label": _("What was filed, and the signed receipt, for a computer to check"),
    }
