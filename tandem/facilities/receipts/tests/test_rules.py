import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.facilities.receipts import rules
from tandem.facilities.receipts.rules import NUMBER, normalised, payload_hash, with_check_sign
from tandem.foundation.codes import ALPHABET

SIGNS = st.text(ALPHABET, min_size=NUMBER.random_signs, max_size=NUMBER.random_signs)


class TestReceiptNumber:
    def test_has_no_sign_that_is_taken_for_another(self):
        for alike in ("0OQ", "1IL", "2Z", "5S", "8B", "UV", "VY"):
            assert len(set(alike) & set(ALPHABET)) <= 1

    @given(SIGNS)
    def test_is_read_back_however_it_is_typed(self, signs):
        number = with_check_sign(signs)

        assert len(number) == 19
        assert normalised(number.lower().replace("-", " ")) == number
        assert normalised(f" {number.replace('-', '')} ") == number

    @given(SIGNS, st.integers(0, NUMBER.random_signs), st.sampled_from(ALPHABET))
    def test_notices_one_wrong_sign(self, signs, place, sign):
        right = with_check_sign(signs).replace("-", "")
        wrong = right[:place] + sign + right[place + 1 :]

        if wrong != right:
            with pytest.raises(ValueError, match="no such code can exist"):
                normalised(wrong)

    @given(SIGNS, st.integers(0, NUMBER.random_signs), st.integers(0, NUMBER.random_signs))
    def test_notices_two_swapped_signs(self, signs, one, other):
        right = with_check_sign(signs).replace("-", "")
        swapped = list(right)
        swapped[one], swapped[other] = swapped[other], swapped[one]

        if "".join(swapped) != right:
            with pytest.raises(ValueError, match="no such code can exist"):
                normalised("".join(swapped))

    @pytest.mark.parametrize("typed", ["", "3A4C", "3A4C-3A4C-3A4C-3A4C-3", "OOOO-OOOO-OOOO-OOOO"])
    def test_refuses_what_cannot_be_one(self, typed):
        with pytest.raises(ValueError, match="typed"):
            normalised(typed)

    @pytest.mark.parametrize("signs", ["", "3" * 14, "3" * 16, "O" * 15])
    def test_is_made_of_fifteen_known_signs(self, signs):
        with pytest.raises(ValueError, match="signs"):
            with_check_sign(signs)


class TestPayloadHash:
    def test_does_not_depend_on_the_order_of_the_keys(self):
        assert payload_hash({"a": 1, "b": "é"}) == payload_hash({"b": "é", "a": 1})

    def test_is_the_published_formula(self):
        # printf '{"a":1,"b":"é"}' | sha256sum
        assert payload_hash({"b": "é", "a": 1}).hex() == (
            "09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6"
        )

    def test_refuses_a_value_that_json_cannot_hold(self):
        with pytest.raises(TypeError):
            payload_hash({"day": datetime.date(2026, 4, 1)})


NUMBER = with_check_sign("3A4C7H9K4MNP3XW")
HASH = "09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6"
ZURICH = zoneinfo.ZoneInfo("Europe/Zurich")


class TestStatement:
    def test_is_the_published_line(self):
        at = datetime.datetime(2026, 4, 7, 14, 5, 33, 999_999, tzinfo=ZURICH)

        assert rules.statement(NUMBER, at, HASH) == f"R1:{NUMBER}:20260407T120533Z:{HASH}"

    def test_knows_two_hours_where_the_clock_shows_one_twice(self):
        first, second = (datetime.datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=fold) for fold in (0, 1))

        assert ":20261025T003000Z:" in rules.statement(NUMBER, first, HASH)
        assert ":20261025T013000Z:" in rules.statement(NUMBER, second, HASH)

    def test_never_rounds_into_the_next_day(self):
        last = datetime.datetime(2026, 4, 7, 23, 59, 59, 999_999, tzinfo=ZURICH)

        assert ":20260407T215959Z:" in rules.statement(NUMBER, last, HASH)


class TestSignedText:
    TEXT = rules.signed_text(f"R1:{NUMBER}:20260407T120533Z:{HASH}", "0123456789abcdef", bytes(range(64)))

    def test_is_read_back_however_it_was_copied(self):
        wrapped = "\n".join(self.TEXT[start : start + 40] for start in range(0, len(self.TEXT), 40))

        for copied in (self.TEXT, f" {wrapped} ", f"https://tandem.example.ch/verify/#{self.TEXT}"):
            read = rules.read_signed_text(copied)
            assert (read.number, read.fingerprint, read.key_id) == (NUMBER, HASH, "0123456789abcdef")
            assert read.signature == bytes(range(64))
            assert read.received_at == datetime.datetime(2026, 4, 7, 12, 5, 33, tzinfo=datetime.UTC)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "R1",
            TEXT[:-1],
            TEXT + "A",
            TEXT.replace("R1:", "R2:"),
            TEXT.replace(NUMBER, NUMBER[:-1] + ("3" if NUMBER[-1] != "3" else "4")),
            TEXT.replace("20260407", "20260431"),
            TEXT[:-1] + "x",  # the same bytes, spelt otherwise
            "x" * 3_000,
        ],
    )
    def test_refuses_what_is_none(self, text):
        with pytest.raises(ValueError, match=r"text|typed|time data|day is out"):
            rules.read_signed_text(text)


class TestProofFile:
    def test_holds_the_receipt_and_what_was_filed(self):
        content = rules.proof_file("R1:…", {"b": "é", "a": 1})

        assert rules.read_proof_file(content) == ("R1:…", {"a": 1, "b": "é"})

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"[]",
            b"\xff",
            b"{" * 100_000,
            b"[" * 100_000,
            b'{"receipt": "R1"}',
            b'{"receipt": 1, "payload": {}}',
            b'{"receipt": "R1", "payload": []}',
            b'{"receipt": "R1", "payload": {"income": 1, "income": 2}}',
            b'{"receipt": "R1", "payload": {}, "note": "genuine, trust me"}',
            b'{"receipt": "R1", "payload": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
        ],
    )
    def test_refuses_another_file_and_one_that_says_two_things(self, content):
        with pytest.raises(ValueError, match="content"):
            rules.read_proof_file(content)


class TestTypedFingerprint:
    def test_takes_the_first_sixteen_signs_as_they_stand_on_paper(self):
        assert rules.typed_fingerprint(" 09AD 9fd2 fb64 8cb2 ") == HASH[:16]
        assert rules.typed_fingerprint(rules.in_groups(HASH)) == HASH

    @pytest.mark.parametrize("typed", ["", "09ad", HASH[:15], HASH + "0", "g" * 16])
    def test_refuses_too_few_and_other_signs(self, typed):
        with pytest.raises(ValueError, match="typed"):
            rules.typed_fingerprint(typed)
