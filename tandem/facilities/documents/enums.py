from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.facilities.documents.reading import limits

# What stands for %(pages)s and the like in the sentences below.
_NUMBERS = {
    "pages": limits.PAGES,
    "file_size": limits.FILE_BYTES // limits.MEGABYTE,
    "result_size": limits.RESULT_BYTES // limits.MEGABYTE,
}


class Fault(models.TextChoices):
    """Why a file is not taken, as the sentence that the person reads: what it is, and what to do."""

    EMPTY = "empty", _("This file is empty. Save it again on your device, then add it.")
    UNKNOWN = "unknown", _("We cannot read this kind of file. Add a PDF, or take a photo of the page.")
    OFFICE = (
        "office",
        _(
            "This file comes from a word processor or a spreadsheet. Open it, choose “Save as PDF” or “Print to PDF”, "
            "and add the PDF. A photo of the printed page works too."
        ),
    )
    PICTURE = "picture", _("We cannot read this kind of picture. Save it as JPEG or PNG, or take a photo of the page.")
    PASSWORD = (
        "password",
        _(
            "This PDF is locked with a password. Open it with the password, print it to a new PDF, "
            "and add the new one."
        ),
    )
    BROKEN = (
        "broken",
        _("This file is damaged and cannot be opened. Save or download it again, or take a photo of the page."),
    )
    TOO_MANY_PAGES = (
        "too_many_pages",
        _("One document may have %(pages)s pages. Split it, and add the parts one by one."),
    )
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        _("This picture has more points than we can read. Take the photo with the normal setting of your camera."),
    )
    TOO_LARGE = (
        "too_large",
        _("This file is larger than %(file_size)s MB. Save it smaller, or take photos of its pages."),
    )
    TOO_HEAVY = (
        "too_heavy",
        _("Even made smaller, the document is larger than %(result_size)s MB. Split it, and add its parts."),
    )
    TOO_HARD = (
        "too_hard",
        _(
            "This file took too long to read. Nothing of it was kept. Print it to a new PDF, "
            "or take photos of its pages."
        ),
    )
    VIRUS = (
        "virus",
        _("A virus was found in this file. Nothing of it was kept. Use another copy, or take photos of its pages."),
    )

    @property
    def sentence(self) -> str:
        """In the reader's language, with the limits in it."""
        return str(self.label) % _NUMBERS


class Scan(models.TextChoices):
    """What is known about viruses in a version."""

    # Quarantine: nobody fetches it, it goes nowhere, until the scanner has answered.
    WAITING = "waiting", _("Being checked for viruses")
    CLEAN = "clean", _("Checked for viruses")
    # This site has no scanner; said at its start, in its health and to its operators.
    NOT_SCANNED = "not_scanned", _("Not checked for viruses")
    INFECTED = "infected", _("A virus was found")
