"""The faces of a message: mail (text and page), SMS, letter. In the language that is active."""

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import segno
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tandem.foundation import formatting, paper
from tandem.identity.people.types import Contact

_LETTER = Path(__file__).parent / "paper" / "letter.typ"


def sms(short: str) -> str:
    return f"Tandem: {short}"


def mail_text(name: str, paragraphs: Sequence[str], receipt: str = "") -> str:
    """The mail without layout. Its beginning is the same in every mail: programs show it beside the subject."""
    proof = [f"{_signed_receipt()}\n{_signs(receipt)}"] if receipt else []
    return "\n\n".join([_greeting(name), _beginning(), *paragraphs, *proof, _where(), _why(), "Tandem"])


def mail_page(name: str, subject: str, paragraphs: Sequence[str], receipt: str = "", *, language: str) -> str:
    """The same as a page of HTML, for programs that show one."""
    return render_to_string(
        "notifications/mail.html",
        {
            "language": language,
            "subject": subject,
            "greeting": _greeting(name),
            "beginning": _beginning(),
            "paragraphs": paragraphs,
            "receipt_label": _signed_receipt(),
            "receipt": _signs(receipt),
            "closing": [_where(), _why()],
        },
    )


def letter(
    contact: Contact, subject: str, paragraphs: Sequence[str], receipt: str = "", *, made_at: datetime.datetime
) -> bytes:
    """A PDF for a Swiss envelope with its window on the right: nothing but the address can be seen from outside."""
    day = formatting.local_day(made_at)
    return paper.pdf(
        _LETTER,
        {
            "lang": contact.language,
            "date": [day.year, day.month, day.day],
            "address": list(contact.address),
            "day": formatting.long_date(made_at),
            "title": subject,
            "paragraphs": [_greeting(contact.name), *paragraphs],
            "receipt": _receipt_on_paper(receipt),
            "closing": _("Questions? Call your office or ask at its desk. There you also change how we reach you."),
            "sender": "Tandem",
            "size": 16 if contact.large_print else 12,
        },
        made_at=made_at,
    )


def _receipt_on_paper(receipt: str) -> dict[str, str] | None:
    if not receipt:
        return None
    address = receipt.rpartition("#")[0].rpartition("//")[2].rstrip("/")
    drawing = io.BytesIO()
    segno.make(receipt, error="m", micro=False).save(
        drawing, kind="svg", scale=4, border=4, xmldecl=False, light="#fff"
    )
    how = _("Scan the code, or type number and fingerprint at %(address)s") % {"address": address} if address else ""
    return {
        "label": _signed_receipt(),
        "signs": _signs(receipt),
        "qr": drawing.getvalue().decode(),
        "qr_label": _("QR code with the signed receipt"),
        "how": how,
    }


def _signs(receipt: str) -> str:
    """The receipt itself, without the address of the page that checks it: no mail leads anywhere."""
    return receipt.rpartition("#")[2]


def _signed_receipt() -> str:
    return _("Your signed receipt. Whoever has these signs can check it, also without us:")


def helper_mail(mandate: int) -> tuple[str, str]:
    """Subject and text for whoever hands messages over. No name in them: a mailbox has many readers."""
    subject = _("A message to hand over (mandate no. %(number)s)") % {"number": mandate}
    text = _(
        "There is a message for the person of mandate no. %(number)s. She asked that it goes through you. Log in to "
        "Tandem, open “My mandates” and read it together with her."
    ) % {"number": mandate}
    return subject, text


def _greeting(name: str) -> str:
    return _("Good day %(name)s") % {"name": name}


def _beginning() -> str:
    return _(
        "This message is for you alone. You also find it on your pages under “My messages”, with all that we have "
        "written to you so far."
    )


def _where() -> str:
    return _(
        "Log in to Tandem as you always do. We never send a link to the log-in: whoever does wants your password."
    )


def _why() -> str:
    return _("You chose how we reach you. You can change it on your pages under “About me”, or at the desk.")
