import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.facilities.receipts import rules, services
from tandem.facilities.receipts.tests.factories import NEW_KEY, PAYLOAD, issued
from tandem.foundation import signing
from tandem.identity.access.tests.factories import NOON

VERIFY = "/en/verify/"
OTHER = "9" * 64


@pytest.fixture(autouse=True)
def noon(clock):
    clock.freeze(NOON)


@pytest.fixture
def receipt(db):
    return issued()


def text(response) -> str:
    return " ".join(response.content.decode().split())


def upload(content):
    return {"way": "file", "file": SimpleUploadedFile("receipt.json", content)}


class TestVerify:
    def test_is_reached_from_the_address_on_paper_in_the_readers_language(self, client, db):
        response = client.get("/verify", headers={"Accept-Language": "fr"}, follow=True)

        assert response.redirect_chain[-1][0] == "/fr/verify/"
        assert "Vérifier un accusé de réception" in text(response)

    def test_says_genuine_when_and_what_to_compare_and_never_whose(self, client, receipt):
        page = text(client.post(VERIFY, {"way": "text", "text": receipt.text}))

        assert "This receipt is genuine" in page
        assert "3 April 2026, 12:00:00 (UTC+2)" in page
        assert "only the file shows" in page
        for personal in (receipt.person.family_name, receipt.person.given_name, "tests.form"):
            assert personal not in page

    def test_takes_number_and_fingerprint_copied_by_hand(self, client, receipt):
        said = {"way": "number", "number": receipt.number.lower(), "fingerprint": receipt.fingerprint[:16]}

        assert "This receipt is genuine" in text(client.post(VERIFY, said))
        assert "does not match" in text(client.post(VERIFY, {**said, "fingerprint": OTHER}))
        never = rules.with_check_sign("3" * 15)
        assert "not from us" in text(client.post(VERIFY, {**said, "number": never}))

    def test_takes_the_file_and_says_that_what_was_filed_is_unchanged(self, client, receipt):
        page = text(client.post(VERIFY, upload(rules.proof_file(receipt.text, PAYLOAD))))

        assert "This receipt is genuine" in page
        assert "stands in this file, unchanged" in page
        assert "Muster AG" not in page
        assert "does not match" in text(client.post(VERIFY, upload(rules.proof_file(receipt.text, {}))))

    @pytest.mark.parametrize(
        ("said", "sentence", "kept"),
        [
            ({"way": "text", "text": "R1:half"}, "Copy all of it", "R1:half"),
            ({"way": "number", "number": "3A4C", "fingerprint": OTHER}, "has 16 signs", "3A4C"),
            ({"way": "number", "number": "3A4C", "fingerprint": "abc"}, "at least the first 16", "abc"),
            (upload(b"{}"), "This is not the text of a receipt", ""),
            (upload(b"%PDF-1.7"), "A PDF cannot be checked by itself", ""),
            (upload(b"x" * 1_000_001), "too large", ""),
        ],
    )
    def test_says_what_to_write_and_keeps_what_was_typed(self, client, db, said, sentence, kept):
        page = text(client.post(VERIFY, said))

        assert sentence in page
        assert kept in page
        assert "<title>Error:" in page

    def test_is_slow_for_a_machine_that_tries(self, client, receipt):
        said = {"way": "text", "text": receipt.text}
        for _attempt in range(services.CHECKS.attempts):
            client.post(VERIFY, said)

        page = text(client.post(VERIFY, said))

        assert "Too many attempts" in page
        assert "genuine</h1>" not in page

    @pytest.mark.parametrize(
        ("language", "genuine"),
        [
            ("de", "Diese Empfangsbestätigung ist echt"),
            ("fr", "Cet accusé de réception est authentique"),
            ("it", "Questa conferma di ricezione è autentica"),
        ],
    )
    def test_speaks_the_readers_language(self, client, receipt, language, genuine):
        assert genuine in text(client.post(f"/{language}/verify/", {"way": "text", "text": receipt.text}))


class TestKeys:
    def test_stand_there_for_everybody_old_ones_too(self, client, db, settings):
        old = next(iter(signing.public_keys()))
        settings.SIGNING_KEYS = [NEW_KEY, *settings.SIGNING_KEYS]

        page = client.get(reverse("receipts:keys"))

        assert page.content.decode().count("BEGIN PUBLIC KEY") == 2
        saved = client.get(reverse("receipts:key", args=[old]))
        assert signing.key_id(signing.from_pem(saved.content)) == old

    def test_of_others_are_not_ours(self, client, db):
        assert client.get(reverse("receipts:key", args=["0" * 16])).status_code == 404
