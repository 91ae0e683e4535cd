from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.people.enums import Channel, Section


class ChangeNotice(models.Model):
    """The person is told that somebody else changed what is known about her. Nobody can switch that off.

    It stands on her own page until she has seen it, whichever channel carried it.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="notices", verbose_name=_("person"))
    section = models.CharField(_("what was changed"), max_length=20, choices=Section)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for which office")
    )
    channel = models.CharField(
        _("told by"),
        max_length=10,
        choices=Channel,
        blank=True,
        help_text=_("Empty: only the desk is left."),
    )
    seen_at = models.DateTimeField(_("seen on her page"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice of a change")
        constraints = [
            models.CheckConstraint(name="a_notice_is_about_a_known_section", condition=Q(section__in=Section)),
            models.CheckConstraint(
                name="a_notice_goes_through_a_known_channel", condition=Q(channel="") | Q(channel__in=Channel)
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(seen_at=None), name="people_notice_not_seen")]

    def __str__(self) -> str:
        return f"notice {self.pk}"
