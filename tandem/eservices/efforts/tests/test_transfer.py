"""Efforts as files: what comes in is understood or refused cell by cell, what goes out comes in again."""

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from tandem.eservices.efforts import exporting, importing, selectors, services
from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.tests.factories import EffortFactory, facts, filed, own_file
from tandem.eservices.efforts.types import Result
from tandem.foundation.languages import Language
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory

TODAY = datetime.date(2026, 4, 3)
HEAD = "Datum;Firma;Stelle;Wie;PLZ;Ort;E-Mail;Pensum;RAV;Ergebnis;Absagegrund"
LINE = "17.03.2026;Müller & Söhne AG;Köchin;Elektronisch;1700;Freiburg;jobs@example.com;100%;nein;offen;"
BRING, CONFIRMED = "/en/efforts/bring/", "/en/efforts/bring/confirmed/"


def read(content, **more):
    return importing.plan(content if isinstance(content, bytes) else content.encode(), today=TODAY, **more)


def only(plan):
    assert plan.problems == []
    return plan.facts[0]


@pytest.fixture
def person(client, clock):
    clock.freeze(NOON)
    person = PersonFactory(with_account=True, canton="ZH")
    client.force_login(person.user)
    return person


class TestReading:
    @pytest.mark.parametrize(
        "written", ["17.3.2026", "17.3.26", "2026-03-17", "17/03/2026", "2026-03-17 00:00:00", "46098"]
    )
    def test_takes_a_day_however_a_spreadsheet_writes_it(self, written):
        assert only(read(f"{HEAD}\n{LINE.replace('17.03.2026', written)}")).applied_on == datetime.date(2026, 3, 17)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_takes_whatever_a_spreadsheet_writes(self, encoding, end):
        found = only(read(end.join([HEAD, LINE, ""]).encode(encoding)))

        assert (found.company, found.job_title, found.applied_on) == (
            "Müller & Söhne AG",
            "Köchin",
            datetime.date(2026, 3, 17),
        )
        assert (found.channels, found.workload, found.outcome) == (
            (Channel.ELECTRONIC,),
            Workload.FULL_TIME,
            Outcome.PENDING,
        )
        assert (found.assigned_by_office, found.country) == (False, "CH")

    @pytest.mark.parametrize("mark", [",", "\t", ";"])
    def test_finds_the_mark_between_the_cells(self, mark):
        assert only(read(f"{HEAD}\n{LINE}".replace(";", mark))).locality == "Freiburg"

    def test_looks_past_excels_own_first_line_and_empty_lines(self):
        assert only(read(f"sep=;\n\n{HEAD}\n;;;\n{LINE}\n")).company == "Müller & Söhne AG"

    @pytest.mark.parametrize("language", Language.values)
    def test_understands_its_own_export_in_every_language(self, person, language):
        EffortFactory(
            person=person,
            channels=[Channel.ELECTRONIC, Channel.PHONE],
            street="Beispielweg",
            contact_person="Ada Muster",
            phone="+41 26 000 00 00",
            outcome="rejected",
            rejection_reason="=HYPERLINK()",
            interview=True,
            assigned_by_office=True,
            workload="part_time",
        )
        with override(language):
            content = exporting.as_csv(selectors.listed(own_file(person)))

        found = only(read(content))

        noted = Effort.objects.get()
        for name in ("company", "phone", "rejection_reason", "outcome", "interview", "assigned_by_office", "workload"):
            assert getattr(found, name) == getattr(noted, name), name
        assert list(found.channels) == noted.channels

    def test_understands_job_rooms_work_effort(self):
        sample = {
            "id": "testId",
            "applyDate": "2026-03-13",
            "applyChannel": {
                "address": {
                    "name": "Muster Radio ",
                    "city": "Zurich",
                    "postalCode": "8098",
                    "street": "Weg",
                    "houseNumber": "22b",
                    "country": "CH",
                    "poBox": "",
                },
                "contactPerson": "Ada Muster",
                "formUrl": "www.example.com",
                "email": "mail@example.com",
                "phone": "+41 31 000 00 00",
                "types": ["PHONE", "ELECTRONIC"],
            },
            "occupation": "Informatiker",
            "ravAssigned": False,
            "applyStatus": ["REJECTED", "INTERVIEW"],
            "fullTimeJob": True,
            "rejectionReason": "No reason given",
        }

        found = only(read(json.dumps({"workEfforts": [sample]})))

        assert (found.company, found.house_number, found.form_url) == (
            "Muster Radio",
            "22b",
            "https://www.example.com",
        )
        assert (set(found.channels), found.interview, found.outcome) == (
            {Channel.PHONE, Channel.ELECTRONIC},
            True,
            Outcome.REJECTED,
        )

    def test_says_which_columns_mean_nothing(self):
        assert read(f"Laune;{HEAD}\nheiter;{LINE}").passed_over == ("Laune",)

    def test_keeps_line_breaks_inside_a_cell_out_of_the_count(self):
        wrong = LINE.replace("offen", "vielleicht")
        plan = read(f"{HEAD}\n{LINE.replace('Köchin', chr(34) + 'Köchin' + chr(10) + '80 %' + chr(34))}\n{wrong}")

        assert [problem.line for problem in plan.problems] == [4]


class TestProblems:
    @pytest.mark.parametrize(
        ("old", "new", "column", "words"),
        [
            ("17.03.2026", "gestern", "Day", "“gestern” is no day."),
            ("17.03.2026", "31.2.2026", "Day", "“31.2.2026” is no day."),
            ("17.03.2026", "17.03.2025", "Day", "more than six months ago"),
            ("17.03.2026", "", "Day", "Enter the day"),
            ("Müller & Söhne AG", "", "Company", "Enter the name of the company."),
            ("Müller & Söhne AG", "x" * 101, "Company", "too long: 100 signs"),
            ("Elektronisch", "Brieftaube", "How", "“Brieftaube” is no way of applying."),
            ("Elektronisch", "Telefon", "Phone", "Enter the phone number"),
            ("1700", "17", "Postal code", "four digits"),
            ("jobs@example.com", "nobody", "E-mail address", "valid email"),
            ("offen", "vielleicht", "Result", "“vielleicht” is not known here. Known are: No answer yet"),
            ("offen", "Absage", "Reason for the refusal", "Enter why you were refused."),
            ("nein", "manchmal", "Assigned by the office", "Write yes or no."),
            ("100%", "150", "Workload", "not known here"),
        ],
    )
    def test_name_line_column_and_what_to_write(self, old, new, column, words):
        with override("en"):
            plan = read(f"{HEAD}\n{LINE}\n{LINE.replace(old, new)}")

        found = next(problem for problem in plan.problems if problem.column == column)
        assert (found.line, plan.rows[0].problems) == (3, ())
        assert words in found.sentence

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "no effort|empty"),
            (HEAD.encode(), "no effort"),
            (b"Name;Alter\nAda;40", "first line must hold the names"),
            (b"PK\x03\x04rest", "workbook"),
            (b"\x00\x01\x02\x03", "no text"),
            (b"[1, 2]", "list of efforts"),
            (b"[" * 100_000, "no JSON"),
            (b'{"efforts": ', "no JSON"),
            (("x" * 1_000_001).encode(), "too large"),
            ((HEAD + f"\n{LINE}" * 501).encode(), "more than 500"),
            (HEAD.encode() + b'\n"' + b"x" * 200_000, "cannot be read from line"),
        ],
        ids=range(11),
    )
    def test_of_the_whole_file_say_what_to_do(self, content, words):
        with override("en"), pytest.raises(importing.CannotBeRead) as refused:
            read(content)

        assert any(word in str(refused.value.message) for word in words.split("|"))


class TestBring:
    def test_shows_first_and_notes_only_when_confirmed(self, client, person):
        page = client.post(BRING, {"file": SimpleUploadedFile("a.csv", f"{HEAD}\n{LINE}".encode())})

        assert "Müller &amp; Söhne AG" in page.content.decode()
        assert not Effort.objects.exists()
        kept = page.context["form"]["efforts"].value()
        after = client.post(CONFIRMED, {"efforts": kept, "leave_out": "on"}, follow=True)
        assert "1 effort is noted." in after.content.decode()
        noted = Effort.objects.get()
        assert (noted.company, noted.person, noted.written_by) == ("Müller & Söhne AG", person, person.user)

    def test_takes_a_table_that_was_pasted(self, client, person):
        page = client.post(BRING, {"pasted": f"{HEAD}\n{LINE}".replace(";", "\t")})

        assert "1 effort was read." in page.content.decode()

    def test_notes_nothing_as_long_as_one_cell_is_wrong(self, client, person):
        page = client.post(BRING, {"pasted": f"{HEAD}\n{LINE}\n{LINE.replace('1700', '17')}"}).content.decode()

        assert "1 cell must be mended first. Nothing was noted." in page
        assert "Note these efforts" not in page

    def test_checks_again_what_comes_back(self, client, person):
        forged = json.dumps([{"applied_on": "2020-01-01", "company": "Muster AG"}])

        page = client.post(CONFIRMED, {"efforts": forged})

        assert "must be mended first" in page.content.decode()
        assert not Effort.objects.exists()
        assert client.post(CONFIRMED, {"efforts": "[[["})["Location"] == BRING
        assert client.get(CONFIRMED)["Location"] == BRING

    def test_leaves_out_what_is_noted_already(self, client, person):
        EffortFactory(person=person, company="MULLER & sohne AG", job_title="kochin")
        other = LINE.replace("Köchin", "Kellner")

        page = client.post(BRING, {"pasted": f"{HEAD}\n{LINE}\n{other}\n{other}"})

        assert page.content.decode().count("Noted already") == 2
        client.post(CONFIRMED, {"efforts": page.context["form"]["efforts"].value(), "leave_out": "on"})
        assert Effort.objects.filter(job_title="Kellner").count() == 1
        assert Effort.objects.count() == 2

    def test_warns_of_months_that_fell_due(self, client, person):
        page = client.post(BRING, {"pasted": f"{HEAD}\n{LINE.replace('17.03', '17.02')}"}).content.decode()

        assert "1 of them is of a month that fell due already." in page

    def test_asks_for_something(self, client, person):
        assert "Choose a file, or paste a table." in client.post(BRING, {}).content.decode()

    def test_notes_all_or_none(self, person):
        with pytest.raises(services.EffortIncomplete):
            services.note_efforts(own_file(person), all_facts=[facts(), facts(company="")], now=NOON)


class TestExport:
    def get(self, client, kind, **more):
        return client.get("/en/efforts/export/", {"kind": kind, **more})

    @pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_lets_nothing_run_on_a_persons_computer(self, client, person, attack):
        EffortFactory(person=person, company=attack)

        rows = list(csv.reader(io.StringIO(self.get(client, "csv").content.decode("utf-8-sig")), delimiter=";"))
        book = zipfile.ZipFile(io.BytesIO(self.get(client, "xlsx").content))

        assert rows[1][1] == f"'{attack}"
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet

    def test_as_json_comes_in_again_with_receipt_and_what_became_of_it(self, client, person):
        effort = EffortFactory(person=person)
        number = filed(person).receipt.number
        refused = Result(outcome=Outcome.REJECTED, interview=False, rejection_reason="Too far")
        services.note_results(own_file(person), effort_ids=[effort.pk], result=refused, now=NOON)

        content = self.get(client, "json").content

        found = json.loads(content)["efforts"][0]
        assert (found["receipt"], found["outcome"], found["later_result"]["outcome"]) == (
            number,
            "pending",
            "rejected",
        )
        assert only(read(content)).company == effort.company

    @pytest.mark.parametrize("language", Language.values)
    def test_as_pdf_can_be_read_by_a_screen_reader(self, client, person, language):
        EffortFactory(person=person, company="Müller *AG* #1 $x$")

        answer = client.get(f"/{language}/efforts/export/", {"kind": "pdf", "month": "2026-03-01"})

        assert answer["Content-Disposition"] == 'attachment; filename="tandem-2026-03.pdf"'
        assert b"pdfuaid" in answer.content

    def test_takes_one_month_or_all(self, client, person):
        EffortFactory(person=person)
        EffortFactory(person=person, applied_on=datetime.date(2026, 2, 3))

        assert len(json.loads(self.get(client, "json").content)["efforts"]) == 2
        assert len(json.loads(self.get(client, "json", month="2026-02-01").content)["efforts"]) == 1

    @pytest.mark.parametrize("query", [{"kind": "exe"}, {"kind": ""}, {"kind": "csv", "month": "1999-01-01"}])
    def test_refuses_what_it_does_not_know(self, client, person, query):
        assert client.get("/en/efforts/export/", query).status_code == 400

    def test_offers_the_month_that_a_link_names(self, client, person):
        EffortFactory(person=person)

        page = client.get("/en/efforts/export/", {"month": "2026-03"}).content.decode()

        assert '<option value="2026-03-01" selected>' in page


def test_the_sample_of_the_original_portal_is_understood():
    sample = Path(__file__).parent / "samples" / "workEffort.json"

    plan = importing.plan(sample.read_bytes(), today=datetime.date(2019, 7, 20))

    assert plan.problems == []
    assert plan.facts[0].channels == (Channel.PHONE,)
