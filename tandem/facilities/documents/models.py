import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.facilities.documents.enums import Scan
from tandem.identity.access.enums import Presence, Purpose

TITLE_LENGTH = 100


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, person_id: int, purpose: Purpose) -> "DocumentQuerySet":
        return self.filter(person_id=person_id, purpose=purpose)

    def kept(self) -> "DocumentQuerySet":
        return self.filter(removed_at=None)


class Document(models.Model):
    """Something on paper or in a file that a person keeps here: her CV, a certificate. Its versions hold the pages.

    `purpose` is the area of her file that it belongs to: who may open that, may open the document. `kind` is a word of
    the feature that uses it ("cv").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    purpose = models.CharField(_("area of the file"), max_length=40, choices=Purpose)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("name of the document"), max_length=TITLE_LENGTH, blank=True)
    created_at = models.DateTimeField(_("added"))
    # Removed from her list. What was sent before stays with whom it was sent to.
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        indexes = [models.Index(fields=["person", "purpose"], name="documents_of_a_person")]
        constraints = [
            models.CheckConstraint(name="a_document_has_a_kind", condition=~Q(kind="")),
            models.CheckConstraint(
                name="a_document_in_a_list_has_a_name", condition=~Q(title="") | Q(removed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"  # no title: it may name somebody


class Version(models.Model):
    """The pages of a document as they were at a time. Its content is never changed; it can only be destroyed.

    The bytes lie in the store, under the key of this row; `sha256` says which bytes. PostgreSQL refuses to change
    anything but what is known about viruses, and that the content is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("version"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    presence = models.CharField(_("how it was added"), max_length=30, choices=Presence)
    scan = models.CharField(_("virus check"), max_length=20, choices=Scan)
    scanned_at = models.DateTimeField(_("checked for viruses"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("content destroyed"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a document")
        indexes = [
            models.Index(
                fields=["added_at"], name="versions_in_quarantine", condition=Q(scan="waiting", emptied_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="versions_of_a_document_are_numbered"),
            models.CheckConstraint(name="versions_count_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="a_version_has_pages_and_bytes", condition=Q(pages__gte=1, size__gte=1)),
            models.CheckConstraint(name="a_fingerprint_has_64_signs", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="who_says_clean_or_infected_says_when",
                condition=Q(scan__in=[Scan.CLEAN, Scan.INFECTED], scanned_at__isnull=False)
                | Q(scan__in=[Scan.WAITING, Scan.NOT_SCANNED], scanned_at=None),
            ),
            models.CheckConstraint(
                name="an_infected_version_has_no_content",
                condition=~Q(scan=Scan.INFECTED) | Q(emptied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"

    @property
    def key(self) -> str:
        """Where its content lies in the store."""
        return f"{self.pk.hex}/document"

    def preview_key(self, page: int) -> str:
        """Where the picture of a page lies; pages count from 1."""
        return f"{self.pk.hex}/page-{page}"
