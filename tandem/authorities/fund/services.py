"""Verbs of the fund's desk."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.authorities.fund.models import CheckedForm
from tandem.eservices.declarations.selectors import forms_received
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting


class ChangedMeanwhile(Refusal):
    message = _("The person has corrected this form meanwhile. Nothing was noted. Read the correction below.")


@transaction.atomic
def check_form(acting: Acting, *, month: datetime.date, filing_id: int, now: datetime.datetime) -> None:
    """Note that the form of a month of the opened file was read and checked, once.

    `filing_id` is the one that was before the officer's eyes. Raises ChangedMeanwhile when a later one counts,
    Hidden for others than the fund's officers and for a filing that is not there.
    """
    if acting.capacity is not Capacity.FUND_OFFICER or acting.user_id is None:
        raise Hidden
    filings = forms_received(acting, month)
    if filing_id not in {filing.filing_id for filing in filings}:
        raise Hidden
    if filings[0].filing_id != filing_id:
        raise ChangedMeanwhile
    _check, is_new = CheckedForm.objects.get_or_create(
        filing_id=filing_id,
        defaults={
            "person_id": acting.file(Purpose.MONTHLY_FORM),
            "checked_at": now,
            "checked_by_id": acting.user_id,
        },
    )
    if is_new:
        record(
            acting,
            verb="fund.check_form",
            purpose=Purpose.MONTHLY_FORM,
            object_type="procedures.Filing",
            object_id=filing_id,
            now=now,
        )
