"""What may be sent: lengths, addresses, and words that nobody should read on somebody else's screen.

Pure functions. The length of an SMS is that of 3GPP TS 23.038 (alphabet) and TS 23.040 (parts of a long message).
"""

import datetime
import re
import textwrap

import phonenumbers

from tandem.foundation.folding import plain

MAX_SMS_PARTS = 4
MAX_INCOMING = 1_000  # signs; more says nobody with a phone
MAX_SUBJECT = 120
MAX_MAIL = 20_000
MAX_HTML = 80_000
MAX_ADDRESS_LINES = 7
MAX_ADDRESS_LINE = 60
MAX_PDF = 10_000_000  # bytes

# How long to wait after the first, second, … failed attempt. A code by SMS is worth nothing after ten minutes; a mail
# server that asks for patience means a quarter of an hour or more.
PATIENCE = {
    "sms": tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 3, 6)),
    "mail": tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240)),
    "letter": tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240)),
}
KEEP_CONTENT = datetime.timedelta(days=3)
KEEP_ROWS = datetime.timedelta(days=30)
KEEP_ORPHANS = datetime.timedelta(days=1)
# What programs for e-mail show of a text beside its subject, on a locked screen too.
PREVIEW = 140
# No attempt lasts longer: whoever began one and said nothing since is dead.
LONGEST_ATTEMPT = datetime.timedelta(minutes=3)

_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = set("\f^{}\\[~]|€")  # two places each
_TOPIC = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_MAIL_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")

# An SMS shows on a locked telephone, the subject of a mail in every list. Who lives with the person, or lends her the
# telephone, must not read there that she is out of work.
_REVEALING = re.compile(
    r"arbeitslos|erwerbslos|stellenlos|ausgesteuert|taggeld|kurzarbeit|insolvenzentschadigung"
    r"|einarbeitungszusch|arbeitsvermittlung|stellensuch|sozialhilfe|sozialamt"
    r"|chomage|chomeu|sans[- ]emploi|demandeu\w* d.emploi|indemnite\w* journalier|indemnite\w* de chom"
    r"|office\w* (?:regiona\w* )?de placement|fin de droits?|aide sociale"
    r"|disoccupa|indennita|lavoro ridotto|collocamento|aiuto sociale|assistenza sociale"
    r"|unemploy|jobless|out of work|daily allowance|(?<!\w)benefits?(?!\w)|social assistance|welfare"
)
_REVEALING_SIGNS = re.compile(r"(?<!\w)(?:RAV|ORP|URC|ALK|ALV|LACI|LADI|AVIG|OACI|OADI|AVIV|RHT|PLASTA)(?!\w)")


class Unsendable(ValueError):
    """The caller's mistake, not the person's: the text must be written otherwise. No part of it is repeated here."""


def sms_text(text: str) -> str:
    """With blanks that may break: one that may not, as French sets before a colon, is not in the GSM alphabet."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


def sms_parts(text: str) -> int:
    """How many parts the text is sent in: 160 places, or 153 each in the GSM alphabet; 70, or 67 each, beyond it."""
    text = sms_text(text)
    if all(sign in _GSM or sign in _GSM_ESCAPED for sign in text):
        places = [2 if sign in _GSM_ESCAPED else 1 for sign in text]
        return 1 if sum(places) <= 160 else _packed(places, 153)
    places = [len(sign.encode("utf-16-be")) // 2 for sign in text]
    return 1 if sum(places) <= 70 else _packed(places, 67)


def _packed(places: list[int], room: int) -> int:
    """A sign of two places is never cut in two: it begins the next part."""
    parts, used = 1, 0
    for width in places:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts


def reveals(text: str) -> bool:
    """Whether somebody who glances at the text learns of a benefit or of the office that pays or controls it."""
    return bool(_REVEALING.search(plain(text)) or _REVEALING_SIGNS.search(text))


def check_topic(topic: str) -> None:
    """Raises Unsendable unless it reads `feature.what` and is neutral: `accounts.code`."""
    if len(topic) > 60 or not _TOPIC.fullmatch(topic) or reveals(topic.replace("_", " ")):
        raise Unsendable("a topic reads feature.what, in small letters, and names no benefit")


def check_sms(text: str) -> None:
    """Raises Unsendable for an empty, an overlong or a revealing text."""
    if not text.strip():
        raise Unsendable("the text is empty")
    if sms_parts(text) > MAX_SMS_PARTS:
        raise Unsendable(f"the text needs more than {MAX_SMS_PARTS} parts of an SMS")
    _check_neutral(text, "the text of an SMS")


def check_mail(subject: str, text: str, html: str = "", *, to_body: bool = False) -> None:
    """Raises Unsendable for a subject that is empty, overlong, revealing or of several lines, or no usable text.

    And for a text whose beginning reveals something, but `to_body`: to the mailbox of an organisation, or in its name
    to whoever works for it.
    """
    if not subject.strip() or len(subject) > MAX_SUBJECT:
        raise Unsendable(f"a subject has 1 to {MAX_SUBJECT} signs")
    # Attack: a line break in a subject begins a header of the sender's choice, another recipient for instance.
    if _CONTROL.search(subject):
        raise Unsendable("a subject is one line")
    if not text.strip() or len(text) > MAX_MAIL:
        raise Unsendable(f"the text of a mail has 1 to {MAX_MAIL} signs")
    if len(html) > MAX_HTML:
        raise Unsendable(f"the page of a mail has at most {MAX_HTML} signs")
    _check_neutral(subject, "the subject of a mail")
    if not to_body:
        _check_neutral(text[:PREVIEW], "the beginning of a mail, which programs show in their lists,")


def wrapped_address(address: str) -> str:
    """The same lines, those that are too wide for the window broken between words."""
    parts: list[str] = []
    for line in address.split("\n"):
        wide = len(line) > MAX_ADDRESS_LINE
        parts += textwrap.wrap(line, MAX_ADDRESS_LINE, break_on_hyphens=False) if wide else [line]
    return "\n".join(parts)


def check_letter(address: str, pdf: bytes) -> None:
    """Raises Unsendable for an address that does not fit the window, or for no PDF.

    Its words are not judged: they are the recipient's own, and who lives at an address that says something still gets
    letters. What the sender adds must be neutral.
    """
    lines = address.split("\n")
    if not 2 <= len(lines) <= MAX_ADDRESS_LINES or not all(
        line.strip() and len(line) <= MAX_ADDRESS_LINE and not _CONTROL.search(line) for line in lines
    ):
        raise Unsendable(f"an address has 2 to {MAX_ADDRESS_LINES} lines of 1 to {MAX_ADDRESS_LINE} signs")
    if not pdf.startswith(b"%PDF-") or len(pdf) > MAX_PDF:
        raise Unsendable(f"a letter is a PDF of at most {MAX_PDF} bytes")


def _check_neutral(text: str, what: str) -> None:
    if reveals(text):
        raise Unsendable(f"{what} names a benefit or an office: word it so that a stranger learns nothing from it")


def is_phone_number(text: str) -> bool:
    """Whether it is a number that exists, written as E.164 asks: +41791234567."""
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return False
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return phonenumbers.is_valid_number(number) and e164 == text


def is_mail_address(text: str) -> bool:
    """Whether a mail can be addressed to it: one address, without name, blanks or a second one."""
    return len(text) <= 254 and text.isprintable() and bool(_MAIL_ADDRESS.fullmatch(text))
