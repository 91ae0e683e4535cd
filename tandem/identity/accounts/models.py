from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.phones import E164
from tandem.identity.accounts.enums import NewsChannel, PaperCodeUse


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **facts: object) -> "User":
        """A new account. Without password nobody can log in with one."""
        user = self.model(username=username.lower(), **facts)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def known_as(self, identifier: str) -> "models.QuerySet[User]":
        """The account with this login name or e-mail address, whatever their case."""
        column = "email" if "@" in identifier else "username"
        return self.filter(**{column: identifier.strip().lower()}).order_by("pk")


class User(AbstractBaseUser):
    """A way in. Who somebody is stands in `people` and `organisations`; an account may have no e-mail."""

    username = models.CharField(
        _("login name"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[^@\s]+$", _("A login name has no blank and no @."))],
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001 - absent is not the empty address
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.DE)
    phone = models.CharField(_("mobile number"), max_length=16, blank=True)
    phone_verified_at = models.DateTimeField(_("mobile number verified"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("opened"), default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        constraints = [
            # Looked for in small letters, by the index that keeps them unique.
            models.CheckConstraint(name="a_login_name_is_in_small_letters", condition=Q(username=Lower("username"))),
            models.CheckConstraint(name="an_email_address_is_in_small_letters", condition=Q(email=Lower("email"))),
            models.UniqueConstraint(fields=["email"], name="an_email_address_opens_one_account"),
            # Otherwise somebody could take another person's e-mail address as a login name and catch her log-ins.
            models.CheckConstraint(name="a_login_name_is_no_email_address", condition=~Q(username__contains="@")),
            models.CheckConstraint(name="an_absent_email_is_null", condition=~Q(email="")),
            models.CheckConstraint(
                name="an_accounts_phone_is_kept_as_e164", condition=Q(phone="") | Q(phone__regex=E164)
            ),
            models.CheckConstraint(
                name="only_a_number_is_verified", condition=Q(phone_verified_at=None) | ~Q(phone="")
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.username = self.username.lower()
        self.email = self.email.lower() if self.email else None

    def __str__(self) -> str:
        return f"account {self.pk}"  # no names: this ends up in logs


class ToldNews(models.Model):
    """What an account's owner is told of it, for as long as it can come back: the next channel then says it again.

    Neither the words nor an address stand here. `news`: the key under which the sentences are declared.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("account"))
    news = models.CharField(_("news"), max_length=40)
    channel = models.CharField(_("channel"), max_length=10, choices=NewsChannel)
    outgoing_id = models.BigIntegerField(_("number of the outgoing message"), unique=True)
    told_at = models.DateTimeField(_("told"), db_index=True)

    class Meta:
        verbose_name = _("news of the account")

    def __str__(self) -> str:
        return f"news {self.pk}"


class PaperCode(models.Model):
    """A code printed for somebody without e-mail: it opens a new account, or chooses a new password, once.

    `code_hash` is a keyed hash: from the table alone nobody can open anything.
    """

    use = models.CharField(_("use"), max_length=10, choices=PaperCodeUse)
    code_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    account = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="paper_codes", verbose_name=_("account")
    )
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("issued by"))
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("expires"), db_index=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("printed code")
        constraints = [
            models.CheckConstraint(
                name="a_printed_code_expires_after_it_is_issued", condition=Q(expires_at__gt=F("issued_at"))
            ),
            models.CheckConstraint(
                name="a_code_for_a_password_has_an_account",
                condition=~Q(use=PaperCodeUse.PASSWORD) | Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="a_code_for_an_account_has_one_once_it_is_used",
                condition=~Q(use=PaperCodeUse.ACCOUNT) | Q(used_at__isnull=True) | Q(account__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"printed code {self.pk}"  # no names: this ends up in logs
