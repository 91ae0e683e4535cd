import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.organisations.enums import HelperKind, MemberRole, Way
from tandem.identity.organisations.models.organisation import Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: datetime.datetime) -> "InvitationQuerySet":
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """An offer to belong to an organisation, for one person, once.

    In an account (`user`), or for whoever holds the code, of which only a keyed hash is kept. An invitation to a login
    name that does not exist is kept as well: nobody learns from a list which names there are.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MemberRole)
    helper_kind = models.CharField(_("as what she helps"), max_length=20, choices=HelperKind, blank=True)
    way = models.CharField(_("how it is sent"), max_length=10, choices=Way)
    recipient = models.CharField(_("for whom"), max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - no code is not the empty code
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.CheckConstraint(
                name="an_invitation_is_accepted_or_withdrawn", condition=Q(used_at=None) | Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="an_invitation_in_an_account_has_no_code",
                condition=Q(way=Way.ACCOUNT, code_hash=None) | (~Q(way=Way.ACCOUNT) & ~Q(code_hash=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class AccessCode(models.Model):
    """A code sent by letter to a company's registered address, for the account that asked for it; works once.

    Only a keyed hash is kept.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="access_codes", verbose_name=_("organisation")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"))
    code_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("entered"), null=True)

    class Meta:
        verbose_name = _("access code")
        indexes = [models.Index(fields=["user", "-sent_at"], name="access_codes_of_an_account")]

    def __str__(self) -> str:
        return f"access code {self.pk}"
