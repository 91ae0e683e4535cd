from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How somebody applied (form 716.007 and Job-Room's record)."""

    ELECTRONIC = "electronic", _("Online or by e-mail")
    MAIL = "mail", _("By post")
    PERSONAL = "personal", _("In person")
    PHONE = "phone", _("By phone")


class Workload(models.TextChoices):
    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")


class Outcome(models.TextChoices):
    """Where the application stands. An interview is noted beside it: it can go with each of the three."""

    PENDING = "pending", _("No answer yet")
    EMPLOYED = "employed", _("I got the job")
    REJECTED = "rejected", _("Refused")


class PeriodState(models.TextChoices):
    """Where a month's proof stands on a given day."""

    OPEN = "open", _("Open")
    DUE_SOON = "due_soon", _("Due soon")
    FILED = "filed", _("Filed")
    LATE = "late", _("Late")
    IN_TRANSMISSION = "in_transmission", _("Being transmitted")
    EXEMPT = "exempt", _("No efforts due")


class PeriodKind(models.TextChoices):
    """Whether a control period lies before unemployment begins or after it (OACI 20a, 26; Job-Room's two kinds)."""

    BEFORE = "before_unemployment", _("Before unemployment")
    DURING = "during_unemployment", _("During unemployment")


class ExemptionKind(models.TextChoices):
    """What lifts the duty for some days (rules.md R-12). A measure or intermediate earnings lift nothing."""

    CONTROL_FREE = "control_free", _("Control-free days")
    INCAPACITY = "incapacity", _("Incapacity for work with a medical certificate")
    BEFORE_BIRTH = "before_birth", _("Last two months before the expected birth")
    MATERNITY = "maternity", _("Maternity leave")
    JOB_START = "job_start", _("Month before a confirmed new job")
    PENSION = "pension", _("Last six months before the pension age")
    OTHER = "other", _("Other written decision of the office")


class TargetSource(models.TextChoices):
    """Where the number that somebody is measured by comes from."""

    AGREED = "agreed", _("Agreed with your counsellor")
    USUAL = "usual", _("Usual practice")


class Gap(models.TextChoices):
    """What is missing or cannot be right in an effort, as the sentence that stands beside the field."""

    DAY_MISSING = "day_missing", _("Enter the day on which you applied.")
    DAY_TOO_EARLY = "day_too_early", _("The day is more than six months ago. Enter a later day.")
    DAY_TOO_LATE = "day_too_late", _("The day is more than five days ahead. Enter an earlier day.")
    CHANNEL_MISSING = "channel_missing", _("Select how you applied. You can select several ways.")
    COMPANY_MISSING = "company_missing", _("Enter the name of the company.")
    LOCALITY_MISSING = "locality_missing", _("Enter the place where the company is.")
    POSTAL_CODE_MISSING = "postal_code_missing", _("Enter the postal code of the company.")
    POSTAL_CODE_NOT_SWISS = (
        "postal_code_not_swiss",
        _("A Swiss postal code has four digits, for example 1700. For another country, select it in “Country”."),
    )
    POSTAL_CODE_UNKNOWN = "postal_code_unknown", _("No place in Switzerland has this postal code.")
    PO_BOX_NO_NUMBER = "po_box_no_number", _("Enter the number of the post-office box: up to 6 digits.")
    STREET_MISSING = "street_missing", _("Enter the street or the post-office box of the company.")
    CONTACT_MISSING = "contact_missing", _("Enter whom you spoke to.")
    EMAIL_OR_LINK_MISSING = "email_or_link_missing", _("Enter the e-mail address or the link you applied to.")
    PHONE_MISSING = "phone_missing", _("Enter the phone number you called.")
    TITLE_MISSING = "title_missing", _("Enter the job you applied for.")
    ASSIGNMENT_UNSAID = "assignment_unsaid", _("Say whether your office assigned this job to you.")
    WORKLOAD_UNSAID = "workload_unsaid", _("Select full-time or part-time.")
    OUTCOME_UNSAID = "outcome_unsaid", _("Select where your application stands.")
    REASON_MISSING = "reason_missing", _("Enter why you were refused. “No reason given” is an answer, too.")
    REASON_WITHOUT_REFUSAL = (
        "reason_without_refusal",
        _("A reason belongs to a refusal. Remove one of them."),
    )


class HintKind(models.TextChoices):
    """What is worth a look before filing. None of these is law."""

    PACE = "pace", _("Pace")
    SPREAD = "spread", _("Spread over the month")
    DUPLICATE = "duplicate", _("Noted twice")
    CONCENTRATION = "concentration", _("Often the same company")
