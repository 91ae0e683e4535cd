from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.eservices.on_paper.rules import MOST_PAGES
from tandem.foundation.languages import Language


class PaperSheet(models.Model):
    """A form that was printed for a person: its code stands on each page and leads a photo back to the draft.

    `printed` says which revision of each answer stood on it: whoever types it is shown these and no later ones.
    """

    code = models.CharField(_("code"), max_length=19, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    draft = models.ForeignKey("procedures.Draft", models.CASCADE, related_name="+", verbose_name=_("draft"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    pages = models.PositiveSmallIntegerField(_("pages"))
    printed = models.JSONField(_("answers printed on it"), default=dict)
    printed_at = models.DateTimeField(_("printed at"))
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("printed by")
    )

    class Meta:
        verbose_name = _("form on paper")
        constraints = [
            models.CheckConstraint(name="a_sheet_has_pages", condition=Q(pages__range=(1, MOST_PAGES))),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"  # no code: this ends up in logs


class ScannedPage(models.Model):
    """A picture of one page of a sheet. Never changed: a better one comes beside it.

    The picture lies encrypted outside the database. While there is one, the draft cannot be thrown away: what an
    office holds was sent.
    """

    sheet = models.ForeignKey(PaperSheet, models.PROTECT, related_name="scans", verbose_name=_("form on paper"))
    page = models.PositiveSmallIntegerField(_("page"))
    path = models.CharField(_("where it lies"), max_length=200)
    sha256 = models.BinaryField(_("fingerprint of the file (SHA-256)"), max_length=32)
    scanned_at = models.DateTimeField(_("scanned at"))

    class Meta:
        verbose_name = _("scanned page")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "page", "sha256"], name="a_picture_of_a_page_is_kept_once"),
            models.CheckConstraint(name="scanned_pages_count_from_one", condition=Q(page__gte=1)),
        ]

    def __str__(self) -> str:
        return f"scanned page {self.pk}"
