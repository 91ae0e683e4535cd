from django.db import models
from django.utils.translation import gettext_lazy as _


class IncapacityReason(models.TextChoices):
    """Why somebody cannot work (LACI 28; OACI 42)."""

    ILLNESS = "illness", _("Illness")
    ACCIDENT = "accident", _("Accident")
    PREGNANCY = "pregnancy", _("Pregnancy or birth")


class Service(models.TextChoices):
    """Service that the country asks for (OACI 23 al. 1)."""

    MILITARY = "military", _("Military service")
    CIVILIAN = "civilian", _("Civilian service")
    PROTECTION = "protection", _("Civil protection")


class AbsenceKind(models.TextChoices):
    """Days on which somebody was not there for work although she was well."""

    HOLIDAY = "holiday", _("Holidays (control-free days)")
    OTHER = "other", _("Another absence")


class OtherBenefit(models.TextChoices):
    """Money from another insurance that may change the allowance (LPGA 28, 31)."""

    INVALIDITY = "invalidity", _("Disability insurance (IV/AI)")
    OLD_AGE = "old_age", _("Old-age pension (AHV/AVS)")
    OCCUPATIONAL = "occupational", _("Occupational pension (BVG/LPP)")
    ACCIDENT = "accident", _("Accident insurance (for example Suva)")
    DAILY_SICKNESS = "daily_sickness", _("Daily sickness allowance")
    ABROAD = "abroad", _("Benefits from another country")
    ANOTHER = "another", _("Another benefit")


class Change(models.TextChoices):
    """What may have changed since the month before (LPGA 31)."""

    ADDRESS = "address", _("Address")
    ACCOUNT = "account", _("Bank or post account")
    PERMIT = "permit", _("Residence permit")
    CHILDREN = "children", _("Maintenance of children")
    CHILD_CARE = "child_care", _("Child care")
    FAMILY = "family", _("Civil status")


class Asked(models.TextChoices):
    """Papers that an answer asks for (job-room.md 15.2; lists of the funds)."""

    EARNINGS_CERTIFICATE = "earnings_certificate", _("Certificate of intermediate earnings")
    CONTRACT = "contract", _("Employment contract")
    PAYSLIP = "payslip", _("Payslip")
    BUSINESS_ACCOUNTS = "business_accounts", _("Invoices and receipts of your own business")
    MEASURE_CERTIFICATE = "measure_certificate", _("Certificate of the measure")
    MEDICAL_CERTIFICATE = "medical_certificate", _("Medical certificate")
    ACCIDENT_SHEET = "accident_sheet", _("Accident sheet")
    DAILY_ALLOWANCE_STATEMENT = "daily_allowance_statement", _("Statement of daily allowances")
    SERVICE_CERTIFICATE = "service_certificate", _("Certificate of service (EO/APG)")
    BENEFIT_DECISION = "benefit_decision", _("Decision or statement of the other insurance")
    CHILD_DOCUMENT = "child_document", _("Birth certificate, apprenticeship contract or proof of studies")
    CHILD_CARE_PROOF = "child_care_proof", _("Proof of child care")
    PERMIT_COPY = "permit_copy", _("Copy of the residence permit")
    ACCOUNT_PROOF = "account_proof", _("Proof of the new account")
