from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class SearchChange(models.Model):
    """A thing that changed and that the index has not heard of yet; written in the transaction of the change.

    `applied_to` is the generation that has heard, while a next one is being written that has not.
    """

    collection = models.CharField(_("collection"), max_length=40)
    object_id = models.CharField(_("object"), max_length=64)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now())
    applied_to = models.CharField(_("known to generation"), max_length=60, blank=True, db_default="")

    class Meta:
        verbose_name = _("change to be indexed")
        indexes = [models.Index(fields=["collection", "id"], name="changes_of_a_collection_oldest")]

    def __str__(self) -> str:
        return f"change {self.pk}"
