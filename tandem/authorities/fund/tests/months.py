"""An insured person's October, as her fund meets it on 5 November."""

import datetime
from decimal import Decimal

from django.urls import reverse

from tandem.eservices.certificates.forms import CertificateForm
from tandem.eservices.certificates.services import send_certificate
from tandem.eservices.certificates.tests.factories import CertificateRequestFactory, stated
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.selectors import draft_of
from tandem.eservices.procedures.tests.factories import filed, own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.people.tests.factories import PersonFactory

NOW = datetime.datetime(2026, 11, 5, 11, tzinfo=datetime.UTC)


OCTOBER = datetime.date(2026, 10, 1)


LIST = "/en/insured/"


WORK = {"worked": True, "employers": [{"employer": "Beck am Bach", "hours": Decimal(8), "gross": Decimal(240)}]}


def insured(officer, **facts):
    return PersonFactory(with_account=True, fund=officer.organisation, **facts)


def certified(person, *, employer="Beck am Bach"):
    request = CertificateRequestFactory(person=person, month=OCTOBER, employer=employer)
    form = CertificateForm(stated(OCTOBER), month=OCTOBER)
    assert form.is_valid()
    send_certificate(VISITOR, request_id=request.pk, cleaned=form.cleaned_data, now=NOW)


def corrected(filing, *, reason="A mistake.", **answers):
    file = own_file(filing.person, now=NOW)
    draft = engine.start_correction(file, filing_id=filing.pk, reason=reason, now=NOW)
    seen = draft_of(acting_as(filing.person, now=NOW), draft.pk, now=NOW).revisions()
    engine.save_answers(file, draft_id=draft.pk, values=answers, seen=seen, now=NOW)
    return filed(draft, now=NOW)


def person_receipt(person):
    return Filing.objects.get(person=person).receipt.number


def page_of(person, month=OCTOBER):
    return reverse("fund:form", args=[person.pk, month])


def names(page):
    return [line.person.family_name for line in page.context["found"].lines]
