"""The two kinds of things that a helper can send in place of a person: a form, and the efforts of a month."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.assistance.confirmations.types import Kind, Prepared, Sent, ToSend
from tandem.eservices.efforts.enums import Channel
from tandem.eservices.efforts.rules import is_late
from tandem.eservices.efforts.selectors import declaration, due_on, efforts_to_file, fingerprint
from tandem.eservices.efforts.services import file_proof
from tandem.eservices.procedures import selectors as procedures
from tandem.eservices.procedures import services as forms
from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.months import MonthConverter
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.rules import citation
from tandem.identity.access.types import Acting

FORM = "form"
PROOF = "efforts"
# OACI 26 al. 2: what comes late counts only with an excusable reason.
_LATE = "OACI 26 al. 2"


def _draft(subject: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", subject):
        raise Hidden
    return int(subject)


def _month(subject: str) -> datetime.date:
    if not re.fullmatch(MonthConverter.regex, subject):
        raise Hidden
    return MonthConverter().to_python(subject)


def _form_area(subject: str) -> tuple[int | None, Purpose]:
    return procedures.area_of_draft(_draft(subject))


def _form_prepare(file: Acting, subject: str, language: Language, now: datetime.datetime) -> Prepared:
    with override(language):
        sheet = procedures.sheet_in(file, _draft(subject), now=now)
        review = procedures.compose(sheet)
        about = _month_words(sheet.draft.subject)
        return Prepared(
            text={**review.archived(), "about": about},
            seen=review.seen,
            due_on=sheet.window.due_on,
            closes_on=sheet.window.closes_on or sheet.window.forfeits_on,
        )


def _form_called(subjects: Iterable[str]) -> dict[str, str]:
    names = procedures.names_by_others(_draft(subject) for subject in subjects)
    return {str(draft_id): name for draft_id, name in names.items()}


def _form_ask(file: Acting, what: ToSend, now: datetime.datetime) -> None:
    with override(what.language):
        forms.ask_confirmation(file, draft_id=_draft(what.subject), seen=what.seen, now=now)


def _form_send(file: Acting, what: ToSend, now: datetime.datetime) -> Sent:
    filing = forms.file(
        file,
        draft_id=_draft(what.subject),
        seen=what.seen,
        language=what.language,
        late_reason=what.late_reason,
        now=now,
    )
    return Sent(receipt_id=filing.receipt_id, number=filing.receipt.number)


def _form_put_back(file: Acting, subject: str, now: datetime.datetime) -> None:
    forms.close_question(file, draft_id=_draft(subject), now=now)


def _proof_area(subject: str) -> tuple[int | None, Purpose]:
    _month(subject)
    return None, Purpose.EFFORTS


def _proof_prepare(file: Acting, subject: str, language: Language, now: datetime.datetime) -> Prepared:
    month = _month(subject)
    due = due_on(file.file(Purpose.EFFORTS), month)
    with override(language):
        efforts = efforts_to_file(file, month, now=now)
        sentence = _("The last day in time is %(day)s.") % {"day": formatting.long_date(due)}
        if is_late(day_of(now), due):
            sentence = _("The last day in time was %(day)s. What is late counts only with an excusable reason.") % {
                "day": formatting.long_date(due)
            }
        text: dict[str, Any] = {
            "language": language.value,
            "title": _("Job-search efforts"),
            "about": formatting.month_and_year(month),
            "sections": [_effort(effort) for effort in efforts],
            "contradictions": [],
            "effects": [],
            "window": f"{sentence} ({citation(_LATE, language)})",
            "declaration": declaration(),
            "indicative": "",
        }
    return Prepared(text=text, seen=fingerprint(efforts), due_on=due, closes_on=None)


def _proof_called(subjects: Iterable[str]) -> dict[str, str]:
    return {subject: f"{_('Job-search efforts')} ({_month_words(subject)})" for subject in subjects}


def _effort(effort: Any) -> dict[str, Any]:
    """One application as it will be filed, word for word."""
    channels = ", ".join(str(Channel(one).label) for one in effort.channels)
    parts = (effort.street, effort.house_number, effort.po_box, effort.postal_code, effort.locality)
    place = " ".join(part for part in parts if part)
    rows = [
        (_("Day"), formatting.long_date(effort.applied_on)),
        (_("Job"), effort.job_title),
        (_("Workload"), str(effort.get_workload_display())),
        (_("Where"), place),
        (_("Contact"), ", ".join(part for part in (effort.contact_person, effort.email, effort.phone) if part)),
        (_("Online form"), effort.form_url),
        (_("How"), channels),
        (_("Assigned by the office"), _("Yes") if effort.assigned_by_office else _("No")),
        (_("Result"), str(effort.get_outcome_display())),
        (_("Interview"), _("Yes") if effort.interview else _("No")),
        (_("Reason for the refusal"), effort.rejection_reason),
    ]
    return {
        "title": effort.company,
        "rows": [{"question": question, "answer": answer} for question, answer in rows if answer],
    }


def _proof_send(file: Acting, what: ToSend, now: datetime.datetime) -> Sent:
    with override(what.language):
        words = declaration()
    proof = file_proof(
        file,
        month=_month(what.subject),
        seen=what.seen,
        declaration=words,
        language=what.language,
        late_reason=what.late_reason,
        now=now,
    )
    return Sent(receipt_id=proof.receipt_id, number=proof.receipt.number)


def _nothing(*_facts: Any) -> None:
    """Efforts keep no mark of their own that somebody waits."""


def _month_words(subject: str) -> str:
    if not re.fullmatch(MonthConverter.regex, subject):
        return ""
    return formatting.month_and_year(MonthConverter().to_python(subject))


KINDS = (
    Kind(
        key=FORM,
        area=_form_area,
        prepare=_form_prepare,
        called=_form_called,
        ask=_form_ask,
        send=_form_send,
        put_back=_form_put_back,
        page=lambda subject: reverse("procedures:resume", args=[_draft(subject)]),
    ),
    Kind(
        key=PROOF,
        area=_proof_area,
        prepare=_proof_prepare,
        called=_proof_called,
        ask=_nothing,
        send=_proof_send,
        put_back=_nothing,
        page=lambda subject: reverse("efforts:month", args=[_month(subject)]),
    ),
)
