"""A month of efforts: by hand, from a spreadsheet, what became of many at once, and the proof filed."""

import datetime

import pytest
from django.utils.translation import gettext, ngettext

from tandem.eservices.efforts.models import Effort, LaterResult, Proof
from tandem.eservices.efforts.procedure import KEY
from tandem.foundation import clock
from tandem.identity.people.tests.factories import PersonFactory
from tandem.reference.localities.tests.factories import load_places
from tests.journeys.plays import OFF, ON, played

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "Datum;Firma;Stelle;Wie;PLZ;Ort;E-Mail;Pensum;RAV;Ergebnis;Absagegrund"
DAY = clock.today() - datetime.timedelta(days=2)


def line(company, *, how="Elektronisch"):
    return f"{DAY:%d.%m.%Y};{company};Köchin;{how};1700;Freiburg;jobs@example.com;100%;nein;offen;"


def table(name, *lines):
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join([HEAD, *lines]).encode()}


def bring(phone, file):
    phone.open("efforts:bring")
    phone.page.set_input_files("[name=file]", file)
    phone.go_on()


def note_by_hand(phone):
    phone.open("efforts:new")
    phone.go_on()
    assert phone.refuses()
    phone.choose("channels", "electronic")
    phone.fill(company="Café am Bach", job_title="Köchin", applied_on=f"{DAY:%Y-%m-%d}")
    phone.fill(email="jobs@example.com", postal_code="1700", locality="Fribourg")
    phone.choose("workload", "full_time")
    phone.choose("assigned_by_office", "no")
    phone.choose("outcome", "pending")
    phone.go_on()
    assert phone.says("Café am Bach")


@played(KEY, by=[("de", ON), ("fr", OFF)])
def test_is_noted_mended_answered_and_filed(phone_of, language, javascript):
    load_places()
    person = PersonFactory(with_account=True, with_counsellor=True, language=language)
    phone = phone_of(person.user, javascript=javascript)
    note_by_hand(phone)

    bring(phone, table("wrong.csv", line("Beck am Bach"), line("Gasthof Beispiel", how="Brieftaube")))
    assert "Brieftaube" in phone.page.locator("main table").inner_text()
    bring(phone, table("right.csv", line("Beck am Bach"), line("Gasthof Beispiel"), line("Muster AG")))
    assert phone.says("Gasthof Beispiel")
    assert Effort.objects.count() == 1
    phone.go_on()
    assert Effort.objects.filter(person=person).count() == 4

    phone.open("efforts:results")
    phone.go_on()
    assert phone.refuses()
    for company in ("Beck am Bach", "Muster AG"):
        phone.page.get_by_label(company).check()
    if javascript:
        assert phone.page.locator("[name=rejection_reason]").is_hidden()
    phone.choose("outcome", "rejected")
    phone.fill(rejection_reason="Position filled")
    phone.go_on()
    refused = Effort.objects.filter(outcome="rejected") | Effort.objects.filter(
        pk__in=LaterResult.objects.filter(outcome="rejected").values("effort")
    )
    assert {effort.company for effort in refused} == {"Beck am Bach", "Muster AG"}

    phone.open("efforts:month", DAY.replace(day=1))
    phone.follow(gettext("Check and file"))
    phone.go_on(ngettext("File %(count)s effort", "File %(count)s efforts", 4) % {"count": 4})
    assert phone.says(Proof.objects.get().receipt.number)
