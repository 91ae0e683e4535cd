"""A list of efforts from a spreadsheet, and what became of many applications at once; JavaScript on and off."""

import datetime

import pytest
from django.utils import translation

from tandem.eservices.efforts.models import Effort, LaterResult
from tandem.foundation import clock
from tandem.identity.people.tests.factories import PersonFactory
from tandem.reference.localities.tests.factories import load_places

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "Datum;Firma;Stelle;Wie;PLZ;Ort;E-Mail;Pensum;RAV;Ergebnis;Absagegrund"


def line(company, *, how="Elektronisch"):
    day = clock.today() - datetime.timedelta(days=2)
    return f"{day:%d.%m.%Y};{company};Köchin;{how};1700;Freiburg;jobs@example.com;100%;nein;offen;"


def table(name, *lines):
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join([HEAD, *lines]).encode()}


def bring(phone, file):
    phone.open("efforts:bring")
    phone.page.set_input_files("[name=file]", file)
    phone.go_on()


def test_a_list_is_mended_noted_and_answered(phone_of, javascript):
    load_places()
    person = PersonFactory(with_account=True)
    phone = phone_of(person.user, javascript=javascript)

    with translation.override("de" if javascript else "fr"):
        bring(phone, table("wrong.csv", line("Beck am Bach"), line("Gasthof Beispiel", how="Brieftaube")))
        assert "Brieftaube" in phone.page.locator("main table").inner_text()
        assert not Effort.objects.exists()

        bring(phone, table("right.csv", line("Beck am Bach"), line("Gasthof Beispiel"), line("Muster AG")))
        assert "Gasthof Beispiel" in phone.reads()
        assert not Effort.objects.exists()
        phone.go_on()
        assert Effort.objects.filter(person=person).count() == 3

        phone.open("efforts:results")
        phone.go_on()
        assert phone.page.locator(".govuk-error-summary a").count() >= 1
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
