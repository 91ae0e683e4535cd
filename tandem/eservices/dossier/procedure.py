"""The face of a transmission on paper: a sheet that lies on top of the papers, printed, typed and receipted."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.dossier import services
from tandem.eservices.dossier.enums import Kind
from tandem.eservices.dossier.enums import Recipient as To
from tandem.eservices.dossier.types import OnPaper
from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.types import (
    Answers,
    Budget,
    Context,
    HandedOver,
    Procedure,
    RowsField,
    Step,
    StepForm,
    Window,
)
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting

KEY = "dossier.transmission"


class PaperForm(forms.Form):
    title = forms.CharField(
        label=_("What it is"),
        max_length=100,
        error_messages={"required": _("Enter what it is, as it stands on the sheet.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of document"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the kind of document.")},
    )
    pages = forms.IntegerField(
        label=_("Number of pages"),
        min_value=1,
        max_value=500,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the number of pages.")},
    )


class SheetForm(StepForm):
    to = forms.MultipleChoiceField(
        label=_("To whom?"),
        choices=To.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select to whom the documents go. Nothing has been sent yet.")},
    )
    papers = RowsField(
        row=PaperForm,
        most=20,
        spare=3,
        on_paper=8,
        label=_("The documents that you send with this sheet"),
        help_text=_("Copies are enough. One box for each."),
    )


def window(context: Context) -> Window:
    return Window(sentence=_("You can send documents at any time. The postmark counts, or the day at the desk."))


def hand_over(
    acting: Acting, answers: Answers, context: Context, received_on: datetime.date, now: datetime.datetime
) -> HandedOver:
    """Note what stands on a signed sheet, for each recipient under a receipt of its own."""
    done = services.receive_on_paper(
        acting,
        papers=[
            OnPaper(kind=Kind(row["kind"]), title=row["title"], pages=row["pages"])
            for row in answers.get("papers") or []
        ],
        recipients={To(value) for value in answers.get("to") or []},
        received_on=received_on,
        now=now,
    )
    receipt, *others = (row.receipt for row in done)
    return HandedOver(
        receipt_id=receipt.pk,
        number=receipt.number,
        fingerprint=receipt.fingerprint,
        more=tuple(other.number for other in others),
    )


PROCEDURE = Procedure(
    key=KEY,
    version="2026-01",
    valid_from=datetime.date(2024, 1, 1),
    purpose=Purpose.DOSSIER,
    title=_("Documents on paper"),
    lead=_("Put this sheet on top of your documents. You get a receipt for each office that has them."),
    recipient=Recipient.OFFICE_AND_FUND,
    subject=SubjectKind.EVENT,
    steps=(Step(key="papers", title=_("What you send"), form=SheetForm),),
    budget=Budget(fields=len(PaperForm.base_fields) + 1, pages=2, minutes=5),
    window=window,
    declaration=_("I send these documents for my file."),
    hand_over=hand_over,
)
