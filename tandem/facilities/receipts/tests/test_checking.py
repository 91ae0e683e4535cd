import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tandem.facilities.receipts import checking, offline, rules
from tandem.facilities.receipts.enums import Verdict
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.tests.factories import NEW_KEY, PAYLOAD, issued
from tandem.foundation import signing

OTHER = "9" * 64


@pytest.fixture
def receipt(db):
    return issued()


@pytest.fixture
def key(receipt, tmp_path):
    """Our public key, as somebody has saved it."""
    file = tmp_path / "key.pem"
    file.write_text(signing.to_pem(signing.public_keys()[receipt.key_id]))
    return file


def of_text(text):
    return checking.of_text(text).verdict


class TestOfText:
    def test_knows_a_genuine_one_and_says_what_was_signed(self, receipt):
        checked = checking.of_text(receipt.text)

        assert checked.verdict is Verdict.GENUINE
        assert checked.receipt.number == receipt.number
        assert not checked.covers_content

    def test_notices_each_part_that_was_changed(self, receipt):
        for wrong in (
            receipt.text.replace(receipt.fingerprint, OTHER),
            receipt.text.replace("T1", "T0", 1),
            receipt.text[:-4] + ("AAAA" if receipt.text[-4:-1] != "AAA" else "BBBA"),
        ):
            assert of_text(wrong) is Verdict.CHANGED

    def test_notices_another_number(self, receipt):
        assert of_text(receipt.text.replace(receipt.number, rules.with_check_sign("3" * 15))) is Verdict.NOT_OURS

    def test_does_not_know_what_another_key_signed(self, receipt, settings):
        ours = settings.SIGNING_KEYS
        settings.SIGNING_KEYS = [NEW_KEY]
        number, moment = rules.with_check_sign("4" * 15), receipt.issued_at
        forged = rules.statement(number, moment, OTHER)
        text = rules.signed_text(forged, *signing.sign(forged.encode(), use=checking.USE))
        settings.SIGNING_KEYS = ours

        assert of_text(text) is Verdict.NOT_OURS

    def test_does_not_take_a_signature_made_for_something_else(self, receipt):
        statement = rules.statement(receipt.number, receipt.issued_at, OTHER)
        text = rules.signed_text(statement, *signing.sign(statement.encode(), use="ledger head"))

        assert of_text(text) is Verdict.CHANGED


class TestOfFile:
    def test_covers_what_was_filed(self, receipt):
        checked = checking.of_file(rules.proof_file(receipt.text, PAYLOAD))

        assert checked.verdict is Verdict.GENUINE
        assert checked.covers_content

    def test_notices_one_changed_entry(self, receipt):
        changed = rules.proof_file(receipt.text, {**PAYLOAD, "month": "2026-04"})

        assert checking.of_file(changed).verdict is Verdict.CHANGED


class TestOfNumber:
    def test_needs_number_and_fingerprint(self, receipt):
        assert checking.of_number(receipt.number.lower(), receipt.fingerprint[:16]).verdict is Verdict.GENUINE
        assert checking.of_number(receipt.number, OTHER).verdict is Verdict.CHANGED
        assert checking.of_number(rules.with_check_sign("3" * 15), OTHER).verdict is Verdict.NOT_OURS

    def test_does_not_believe_a_row_that_its_own_signature_contradicts(self, receipt):
        forged = Receipt.objects.create(
            number=rules.with_check_sign("4" * 15),
            person=receipt.person,
            kind="tests.form",
            issued_at=receipt.issued_at,
            payload_hash=bytes(32),
            key_id=receipt.key_id,
            signature=bytes(receipt.signature),
        )

        assert checking.of_number(forged.number, "0" * 64).verdict is Verdict.CHANGED


class TestVerifyReceipt:
    def test_needs_nothing_but_the_file_and_the_key(self, receipt, key, tmp_path, capsys, django_assert_num_queries):
        file = tmp_path / "receipt.json"
        file.write_bytes(rules.proof_file(receipt.text, PAYLOAD))

        with django_assert_num_queries(0):
            call_command("verify_receipt", str(file), key=[key])

        said = capsys.readouterr().out
        assert receipt.number in said
        assert "unchanged" in said

    def test_refuses_what_was_changed(self, receipt, key, tmp_path):
        file = tmp_path / "receipt.json"
        file.write_bytes(rules.proof_file(receipt.text, {**PAYLOAD, "month": "2026-04"}))
        text = tmp_path / "receipt.txt"
        text.write_text(receipt.text.replace(receipt.fingerprint, OTHER))

        for wrong in (file, text, tmp_path / "missing", key):
            with pytest.raises(CommandError, match=r"Not verified|cannot be read"):
                call_command("verify_receipt", str(wrong), key=[key])

    def test_does_not_accept_a_key_that_did_not_sign(self, receipt, key, settings, tmp_path):
        settings.SIGNING_KEYS = [NEW_KEY]
        key.write_text(signing.to_pem(next(iter(signing.public_keys().values()))))
        (tmp_path / "receipt.txt").write_text(receipt.text)

        with pytest.raises(CommandError, match="Nothing can be said"):
            call_command("verify_receipt", str(tmp_path / "receipt.txt"), key=[key])

    def test_works_in_another_process_that_knows_nothing_of_this_one(self, receipt, key, tmp_path):
        """A restart: what was signed before it is checked after it."""
        (tmp_path / "receipt.txt").write_text(f"https://tandem.example.ch/verify/#{receipt.text}\n")
        command = [sys.executable, "manage.py", "verify_receipt", str(tmp_path / "receipt.txt"), "--key", str(key)]

        done = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stderr
        assert f"Genuine: receipt {receipt.number}" in done.stdout


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed here")
class TestPublishedProcedure:
    def run(self, folder):
        return subprocess.run(  # noqa: S603 - our own lines
            ["/bin/sh", "-c", offline.PROCEDURE], cwd=folder, capture_output=True, text=True, check=False
        )

    def test_verifies_with_openssl_alone(self, receipt, key, tmp_path):
        (tmp_path / "receipt.txt").write_text(f"https://tandem.example.ch/verify/#{receipt.text}\n")

        done = self.run(tmp_path)

        assert "Verified Successfully" in done.stdout, done.stderr

    def test_notices_a_changed_one(self, receipt, key, tmp_path):
        (tmp_path / "receipt.txt").write_text(receipt.text.replace(receipt.fingerprint, OTHER))

        assert self.run(tmp_path).returncode != 0

    def test_finds_what_was_filed_in_what_was_signed_and_nothing_that_was_changed(self, receipt, key, tmp_path):
        (tmp_path / "receipt.txt").write_text(receipt.text)
        assert self.run(tmp_path).returncode == 0
        for payload, code in ((PAYLOAD, 0), ({**PAYLOAD, "month": "2026-04"}, 1)):
            (tmp_path / "receipt.json").write_bytes(rules.proof_file(receipt.text, payload))

            done = subprocess.run(  # noqa: S603 - our own lines
                ["/bin/sh", "-c", offline.CONTENT_PROCEDURE],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )

            assert (done.returncode, receipt.number in done.stdout) == (code, code == 0), done.stderr

    def test_stands_word_for_word_in_the_documentation(self):
        assert offline.CONTENT_PROCEDURE in Path("docs/receipts.md").read_text()
        assert offline.PROCEDURE in Path("docs/receipts.md").read_text()
