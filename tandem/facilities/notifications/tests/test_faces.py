"""What a stranger may see of every message that the house can send: the subject, the preview, the SMS, the window."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.utils.translation import override
from pypdf import PdfReader

from tandem.facilities.notifications import faces, registry, rules
from tandem.facilities.notifications.tests.worker import DAY, NOW, a_kind, use
from tandem.foundation.languages import Language
from tandem.foundation.sending.rules import PREVIEW, Unsendable, reveals
from tandem.identity.people.types import Contact

pytestmark = pytest.mark.without_database

MILLIMETRE = 72 / 25.4
# SN 010130, window on the right, with the play of a sheet in its envelope: from the left and from the top, in mm.
WINDOW = (105, 40, 205, 98)


def contact(language=Language.DE, **facts):
    address = ("Anna-Maria Beispiel-von Musterhausen", "c/o Familie Exempel", "Beispielweg 3", "1700 Fribourg")
    known = {"name": "Mila Beispiel", "email": "", "phone": "", "channels": (), "large_print": False}
    return Contact(**{**known, "address": address, "language": language, **facts})


def words_of(kind, language):
    with override(language):
        words = kind.words(kind.sample)
        return words, faces.mail_text("Mila Beispiel", words.paragraphs), faces.sms(words.short)


@pytest.mark.parametrize("language", Language.values)
class TestEveryKind:
    def test_shows_a_stranger_no_benefit_and_no_office(self, language):
        assert registry.kinds
        for kind in registry.kinds.values():
            words, text, sms = words_of(kind, language)
            rules.check_outside(subject=words.subject, text=text, sms=sms)

    def test_bears_as_a_signed_receipt_nothing_but_one(self, language):
        signed = {kind.key: words_of(kind, language)[0].receipt for kind in registry.kinds.values()}

        assert all(not receipt or "#R1:" in receipt for receipt in signed.values()), signed

    def test_is_written_in_each_language(self, language):
        for kind in registry.kinds.values():
            words, _text, _sms = words_of(kind, language)
            english = words_of(kind, "en")[0]
            assert language == "en" or (words.subject, words.short) != (english.subject, english.short), kind.key
            assert all(words.paragraphs), kind.key


class TestCheck:
    @pytest.mark.parametrize("face", ["subject", "text", "sms"])
    def test_refuses_each_face_that_tells(self, face):
        said = {"subject": "Etwas zu tun", "text": "Guten Tag", "sms": "Tandem: etwas"}

        with pytest.raises(Unsendable):
            rules.check_outside(**said | {face: f"{said[face]} Arbeitslosenkasse"})

    def test_lets_the_rest_of_a_mail_name_things(self):
        text = faces.mail_text("Mila Beispiel", ["Your unemployment fund has written."])
        assert reveals(text)

        rules.check_outside(subject="News", text=text, sms="Tandem: news")


class TestMail:
    def test_begins_so_that_no_list_of_mails_shows_what_it_says(self):
        for language in Language.values:
            with override(language):
                text = faces.mail_text("Bo Li", ["§"])
            assert text.index("§") > PREVIEW

    def test_leads_to_no_address(self):
        with override("de"):
            text = faces.mail_text("Mila", ["Text."])
            page = faces.mail_page("Mila", "Titel", ["Text."], language="de")

        assert "http" not in text
        assert "href" not in page
        assert 'lang="de"' in page

    def test_holds_a_signed_receipt_without_the_address_that_checks_it(self):
        receipt = "https://tandem.example.ch/verify/#R1:3A4C"
        with override("de"):
            text = faces.mail_text("Mila", ["Text."], receipt)
            page = faces.mail_page("Mila", "Titel", ["Text."], receipt, language="de")

        assert "\nR1:3A4C\n" in text
        assert ">R1:3A4C<" in page
        assert "http" not in text + page

    def test_says_a_sign_as_a_sign(self):
        page = faces.mail_page("<b>Mila</b>", "A & B", ["1 < 2\nnext line"], language="en")

        assert "<b>Mila" not in page
        assert "1 &lt; 2<br>next line" in page


def letter(**facts):
    with override("de"):
        return faces.letter(contact(**facts), "Etwas zu erledigen", ["Erster Absatz. " * 20] * 3, made_at=NOW)


def places(pdf):
    """Each piece of text of the first page with its left edge and its base line, from the top, in mm."""
    found = []
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    height = float(page.mediabox.height)

    def visit(text, cm, tm, _font, _size):
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((text.strip(), x / MILLIMETRE, (height - y) / MILLIMETRE))

    page.extract_text(visitor_text=visit)
    return found


class TestLetter:
    @pytest.mark.parametrize("large_print", [False, True])
    def test_shows_the_address_in_the_window_on_the_right_and_nothing_else(self, large_print):
        left, top, right, bottom = WINDOW

        seen = [
            text for text, x, y in places(letter(large_print=large_print)) if left < x < right and top < y < bottom
        ]

        shown = " ".join(seen).replace(" ", "")
        for line in contact().address:
            assert line.replace(" ", "") in shown
        assert len(shown) == len("".join(contact().address).replace(" ", ""))

    def test_puts_the_address_where_swiss_envelopes_have_it(self):
        lines = [(x, y) for text, x, y in places(letter()) if text.startswith(("Anna-Maria", "1700"))]

        assert all(117 < x < 120 for x, _y in lines)
        assert all(50 < y < 85 for _x, y in lines)

    def test_holds_an_address_of_seven_lines_within_the_window(self):
        lines = tuple(f"Zeile {number}" for number in range(1, 8))

        found = [y for text, _x, y in places(letter(address=lines)) if text.startswith("Zeile")]

        assert len(found) == 7
        assert max(found) < 90

    def test_says_nothing_above_the_fold_that_the_window_could_show(self):
        texts = [text for text, x, y in places(letter()) if y < 98 and x < 105]

        assert texts == ["Tandem"]

    def test_bears_a_signed_receipt_that_a_telephone_reads_and_the_window_never_shows(self):
        signed = "R1:3A4C-7H9K-4MNP-3XWM:20260407T120533Z:" + "09ad" * 16 + ":8569c3a6079eb491:" + "A-_b" * 21 + "AA"
        address = f"https://tandem.example.ch/verify/#{signed}"
        with override("de"):
            pdf = faces.letter(contact(), "Eingetroffen", ["Ein Absatz."], address, made_at=NOW)

        [page] = pypdfium2.PdfDocument(pdf)
        assert [code.text for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())] == [address]
        found = places(pdf)
        assert signed in "".join(text for text, _x, _y in found).replace("\u200b", "").replace(" ", "")
        assert all(y > 98 for text, _x, y in found if "R1:" in text)
        assert b"pdfuaid" in pdf

    def test_is_the_same_twice_and_says_its_language(self):
        assert letter() == letter()
        assert PdfReader(io.BytesIO(letter())).trailer["/Root"]["/Lang"] == "de-CH"


def test_a_kind_is_registered_once(monkeypatch):
    use(a_kind(), monkeypatch)

    with pytest.raises(ValueError, match="twice"):
        registry.add_kind(a_kind(sample={"day": DAY.replace(day=8)}))
