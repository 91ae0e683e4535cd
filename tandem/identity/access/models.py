from django.conf import settings
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.chain import Fact
from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose

# What the hash of a row covers, beside the hash of the row before it: every column but the key and the hashes.
HASHED = (
    "person_id",
    "sequence",
    "at",
    "user_id",
    "organisation_id",
    "capacity",
    "authority",
    "authority_reference",
    "presence",
    "purpose",
    "verb",
    "object_type",
    "object_id",
    "request_id",
)


REASON_LENGTH = 1000
TOGETHER = (Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS)


def _bytes_of(column: str) -> Func:
    return Func(F(column), function="octet_length", output_field=IntegerField())


class LedgerEntry(models.Model):
    """One line of the visitors' book: who did what in whose file, as what, why, and under which authority.

    Rows are never changed or removed: a trigger and the application role's privileges refuse it. Each person has a
    chain of her own, so that one file can be proved without showing another.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    sequence = models.PositiveBigIntegerField(_("position in the person's chain"))
    at = models.DateTimeField(_("when"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for which office")
    )
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    authority = models.CharField(_("authority"), max_length=20, choices=AuthorityKind)
    authority_reference = models.CharField(_("article or mandate"), max_length=80, blank=True)
    presence = models.CharField(_("presence"), max_length=30, choices=Presence)
    purpose = models.CharField(_("purpose"), max_length=40, choices=Purpose)
    verb = models.CharField(_("act"), max_length=80)
    object_type = models.CharField(_("kind of thing"), max_length=60, blank=True)
    object_id = models.CharField(_("thing"), max_length=60, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("ledger entry")
        constraints = [
            models.UniqueConstraint(fields=["person", "sequence"], name="a_chain_has_one_entry_at_each_position"),
            models.CheckConstraint(
                name="only_the_platform_acts_without_a_user",
                condition=Q(user__isnull=False) | Q(capacity=Capacity.SYSTEM),
            ),
            models.CheckConstraint(name="a_chain_starts_at_one", condition=Q(sequence__gte=1)),
            # A mandate lets somebody act in her place; only a session, while she proves that she is there, together.
            models.CheckConstraint(
                name="who_acts_under_a_mandate_alone_acts_in_place_of_the_person",
                condition=~Q(authority=AuthorityKind.MANDATE) | Q(presence=Presence.IN_PLACE),
            ),
            models.CheckConstraint(
                name="who_acts_under_a_session_acts_together",
                condition=~Q(authority=AuthorityKind.SESSION) | Q(presence__in=TOGETHER),
            ),
            models.CheckConstraint(
                name="hashes_have_32_bytes",
                condition=Exact(_bytes_of("hash"), 32) & Exact(_bytes_of("previous_hash"), 32),
            ),
        ]

    def __str__(self) -> str:
        return f"ledger entry {self.pk}"

    def facts(self) -> dict[str, Fact]:
        """What the hash covers."""
        return {name: getattr(self, name) for name in HASHED}


class Contest(models.Model):
    """The person says that a visit was wrong; the body in whose name somebody looked answers. Both stay visible."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="contest", verbose_name=_("visit"))
    reason = models.CharField(_("what is wrong"), max_length=REASON_LENGTH)
    contested_at = models.DateTimeField(_("contested"))
    answer = models.CharField(_("answer"), max_length=REASON_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )

    class Meta:
        verbose_name = _("contested visit")
        constraints = [
            models.CheckConstraint(name="who_contests_a_visit_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_answer_to_a_contest_has_its_author_and_its_moment",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="an_answer_to_a_contest_comes_after_it",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("contested_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"contest {self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None


class DailyHead(models.Model):
    """One signed line a day that fixes all chains: handed outside, it shows later that nobody rewrote the past.

    `root` is over the `leaves`, the last rows of the chains that grew since the head before. Never changed or removed.
    """

    day = models.DateField(_("day"), unique=True)
    sealed_at = models.DateTimeField(_("sealed"))
    # The highest key in the ledger then: the next head starts its search somewhat before it.
    through_id = models.PositiveBigIntegerField()
    number_of_leaves = models.PositiveIntegerField(_("chains that grew"))
    root = models.BinaryField(max_length=32)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    key_id = models.CharField(_("key"), max_length=16)
    signature = models.BinaryField(_("signature (Ed25519)"), max_length=64)

    class Meta:
        verbose_name = _("daily head")
        constraints = [
            models.CheckConstraint(
                name="a_daily_head_has_hashes_of_32_and_a_signature_of_64_bytes",
                condition=Exact(_bytes_of("hash"), 32)
                & Exact(_bytes_of("previous_hash"), 32)
                & Exact(_bytes_of("root"), 32)
                & Exact(_bytes_of("signature"), 64),
            ),
        ]

    def __str__(self) -> str:
        return f"daily head {self.day}"


class HeadLeaf(models.Model):
    """How far one person's chain had come when a daily head was sealed: the position and hash of its last row."""

    head = models.ForeignKey(DailyHead, models.PROTECT, related_name="leaves", verbose_name=_("daily head"))
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    sequence = models.PositiveBigIntegerField(_("position in the person's chain"))
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("leaf of a daily head")
        constraints = [
            models.UniqueConstraint(fields=["person", "sequence"], name="a_row_is_the_last_one_of_one_head"),
            models.CheckConstraint(name="a_leaf_has_a_hash_of_32_bytes", condition=Exact(_bytes_of("hash"), 32)),
        ]

    def __str__(self) -> str:
        return f"leaf {self.pk}"
