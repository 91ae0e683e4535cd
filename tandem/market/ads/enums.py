"""Codes of a job ad, as the publication API of Job-Room spells them, so that nothing is translated on the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdStatus(models.TextChoices):
    """Where an ad stands; what may follow what is in `rules.TRANSITIONS`."""

    CREATED = "CREATED", _("Created")
    INSPECTING = "INSPECTING", _("Being inspected by the office")
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Rejected")
    REFINING = "REFINING", _("Being prepared for publication")
    PUBLISHED_RESTRICTED = "PUBLISHED_RESTRICTED", _("Published for registered jobseekers")
    PUBLISHED_PUBLIC = "PUBLISHED_PUBLIC", _("Published")
    CANCELLED = "CANCELLED", _("Withdrawn")
    ARCHIVED = "ARCHIVED", _("No longer open")


PUBLISHED = (AdStatus.PUBLISHED_RESTRICTED, AdStatus.PUBLISHED_PUBLIC)


class AdSource(models.TextChoices):
    """How an ad came in."""

    JOBROOM = "JOBROOM", _("Entered on this platform")
    API = "API", _("Sent by the employer's software")
    RAV = "RAV", _("Regional employment centre")
    EXTERN = "EXTERN", _("Found on another website")


class WorkForm(models.TextChoices):
    SUNDAY_AND_HOLIDAYS = "SUNDAY_AND_HOLIDAYS", _("Work on Sundays and holidays")
    SHIFT_WORK = "SHIFT_WORK", _("Shift work")
    NIGHT_WORK = "NIGHT_WORK", _("Night work")
    HOME_WORK = "HOME_WORK", _("Work from home")


class WorkExperience(models.TextChoices):
    NO_EXPERIENCE = "NO_EXPERIENCE", _("No experience needed")
    LESS_THAN_1_YEAR = "LESS_THAN_1_YEAR", _("Up to one year of experience")
    MORE_THAN_1_YEAR = "MORE_THAN_1_YEAR", _("More than one year of experience")
    MORE_THAN_3_YEARS = "MORE_THAN_3_YEARS", _("More than three years of experience")


class Qualification(models.TextChoices):
    SKILLED = "SKILLED", _("Skilled")
    SEMISKILLED = "SEMISKILLED", _("Semi-skilled")
    UNSKILLED = "UNSKILLED", _("Unskilled")


class Education(models.TextChoices):
    """Education codes of the publication API. Its portal swaps 150 and 160; these follow the documentation."""

    PRIMARY = "120", _("Primary school")
    LOWER_SECONDARY = "121", _("Lower secondary school")
    UPPER_SECONDARY = "130", _("Upper secondary school")
    FEDERAL_CERTIFICATE_2_YEARS = "131", _("Two-year basic training (EBA)")
    FEDERAL_DIPLOMA = "132", _("Apprenticeship diploma (EFZ)")
    SPECIALISED_SCHOOL = "133", _("Specialised middle school")
    VOCATIONAL_BACCALAUREATE = "134", _("Vocational baccalaureate")
    SPECIALISED_BACCALAUREATE = "135", _("Specialised baccalaureate")
    GYMNASIAL_BACCALAUREATE = "136", _("Baccalaureate")
    PROFESSIONAL_EXAMINATION = "150", _("Federal professional examination")
    HIGHER_EXAMINATION = "160", _("Higher professional education diploma")
    BACHELOR_APPLIED = "170", _("Bachelor of a university of applied sciences")
    BACHELOR = "171", _("Bachelor of a university")
    MASTER_APPLIED = "172", _("Master of a university of applied sciences")
    MASTER = "173", _("Master of a university")
    DOCTORATE = "180", _("Doctorate")


class LanguageLevel(models.TextChoices):
    NONE = "NONE", _("Not needed")
    BASIC = "BASIC", _("Basic")
    INTERMEDIATE = "INTERMEDIATE", _("Good")
    PROFICIENT = "PROFICIENT", _("Very good")


class Salutation(models.TextChoices):
    MR = "MR", _("Mr")
    MS = "MS", _("Ms")


class SalaryPer(models.TextChoices):
    HOUR = "HOUR", _("per hour")
    DAY = "DAY", _("per day")
    WEEK = "WEEK", _("per week")
    MONTH = "MONTH", _("per month")
    YEAR = "YEAR", _("per year")


class CancellationCode(models.TextChoices):
    """Why an ad was withdrawn. The first six are the API's; the office's own system sends the others."""

    OCCUPIED_JOBCENTER = "OCCUPIED_JOBCENTER", _("Filled through the regional employment centre")
    OCCUPIED_AGENCY = "OCCUPIED_AGENCY", _("Filled through a private agency")
    OCCUPIED_JOBROOM = "OCCUPIED_JOBROOM", _("Filled through this platform")
    OCCUPIED_OTHER = "OCCUPIED_OTHER", _("Filled in another way")
    NOT_OCCUPIED = "NOT_OCCUPIED", _("Not filled")
    CHANGE_OR_REPOSE = "CHANGE_OR_REPOSE", _("Changed or put on hold")
    OCCUPIED_AGENCY_JOBCENTER = "OCCUPIED_AGENCY_JOBCENTER", _("Filled through an agency and the employment centre")
    OCCUPIED_NEWSPAPER = "OCCUPIED_NEWSPAPER", _("Filled through a newspaper")
    AVAM_OTHER = "AVAM_OTHER", _("Another reason of the office")
    AVAM_SYSTEM_CANCEL = "AVAM_SYSTEM_CANCEL", _("Closed by the office's system")
