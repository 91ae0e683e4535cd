from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckedForm(models.Model):
    """An officer has read and checked one filing of the monthly form (LACI 81 al. 1). A correction is read anew.

    It says that somebody looked, not what she decided: the decision is a letter of the fund.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    filing = models.OneToOneField("procedures.Filing", models.PROTECT, related_name="+", verbose_name=_("filing"))
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )

    class Meta:
        verbose_name = _("checked form")

    def __str__(self) -> str:
        return f"check {self.pk}"
