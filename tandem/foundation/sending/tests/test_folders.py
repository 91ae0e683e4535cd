import csv
import datetime
import json
import stat
from pathlib import Path

import pytest

from tandem.foundation.sending.gateways.folders import FolderLetterPrinter, FolderSmsGateway
from tandem.foundation.sending.tests.carrier_contracts import KEY, LetterPrinterContract, SmsGatewayContract
from tandem.foundation.sending.tests.factories import PDF
from tandem.foundation.sending.types import Letter, Sms

pytestmark = pytest.mark.without_database

# Half past eleven at night in London, already the third of April in Bern.
LATE = datetime.datetime(2026, 4, 2, 22, 30, tzinfo=datetime.UTC)


def a_file_where_a_folder_should_be(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")


class TestFolderSmsGateway(SmsGatewayContract):
    @pytest.fixture
    def gateway(self):
        return FolderSmsGateway()

    @pytest.fixture
    def received(self, settings):
        def read():
            found = [json.loads(path.read_text()) for path in Path(settings.OUTBOX_DIR).glob("sms/*.json")]
            return [(sms["to"], sms["text"]) for sms in found]

        return read

    @pytest.fixture
    def broken(self, settings):
        a_file_where_a_folder_should_be(Path(settings.OUTBOX_DIR) / "sms")

    def test_shows_its_files_to_nobody_else_on_the_machine(self, gateway, settings):
        gateway.send(Sms(KEY, "+41791234567", "Your code is 482913."))

        assert stat.S_IMODE((Path(settings.OUTBOX_DIR) / "sms").stat().st_mode) == 0o700


class TestFolderLetterPrinter(LetterPrinterContract):
    @pytest.fixture
    def printer(self):
        return FolderLetterPrinter()

    @pytest.fixture
    def letter(self):
        return Letter(KEY, "Mila Arnold\nc/o “Chez Paul”, Rte de l’Église 3\n1700 Fribourg", PDF, LATE)

    @pytest.fixture
    def received(self, settings):
        def read():
            found = []
            for batch in Path(settings.LETTERS_DIR).glob("*/letters.csv"):
                with batch.open(newline="", encoding="utf-8") as file:
                    found += [
                        (row["address"], (batch.parent / row["file"]).read_bytes()) for row in csv.DictReader(file)
                    ]
            return found

        return read

    @pytest.fixture
    def broken(self, settings):
        a_file_where_a_folder_should_be(Path(settings.LETTERS_DIR))

    def test_has_a_folder_for_each_day_in_switzerland(self, printer, letter, settings):
        printer.print(letter)

        assert sorted(path.name for path in (Path(settings.LETTERS_DIR) / "2026-04-03").iterdir()) == [
            f"{KEY}.pdf",
            "letters.csv",
        ]

    def test_lists_all_letters_of_a_day_under_one_head(self, printer, letter, settings):
        for key in (KEY, "another-key"):
            printer.print(Letter(key, letter.address, PDF, LATE))

        with (Path(settings.LETTERS_DIR) / "2026-04-03" / "letters.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        assert rows[0] == ["reference", "file", "address", "handed_over_at"]
        assert [row[0] for row in rows[1:]] == [KEY, "another-key"]
