import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.market.ads.import_ import values
from tandem.market.ads.import_.language import language_of
from tandem.market.ads.import_.markup import to_markdown
from tandem.market.ads.import_.readers import parsed
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.workload import workload_in
from tandem.market.ads.markdown import to_html


class TestLine:
    @given(st.text())
    def test_is_one_line_that_postgresql_takes(self, text):
        line = values.line(text, "title", limit=10_000)

        assert "\n" not in line
        assert "\x00" not in line
        line.encode()

    def test_takes_numbers_as_some_senders_write_them(self):
        assert values.line(3007, "postalCode", limit=10) == "3007"

    @pytest.mark.parametrize("value", [["x"], {"x": 1}, True])
    def test_takes_no_other_thing(self, value):
        with pytest.raises(Rejected, match="A text is expected"):
            values.line(value, "title", limit=255)

    def test_says_how_long_is_too_long(self):
        with pytest.raises(Rejected, match="The text has 300 characters; at most 255 are possible"):
            values.line("x" * 300, "title", limit=255)


class TestDay:
    @pytest.mark.parametrize(
        "value", ["2026-04-07", " 2026-04-07", "2026-04-07T08:00:00+02:00", "7.4.2026", "2026-04-07-21.40.58.000000"]
    )
    def test_reads_what_senders_write(self, value):
        assert values.day(value, "datePosted") == datetime.date(2026, 4, 7)

    @pytest.mark.parametrize("value", ["2026-02-30", "soon", "0026-04-07", "9999-12-31", 20260407, ["2026-04-07"]])
    def test_refuses_what_is_no_day(self, value):
        with pytest.raises(Rejected):
            values.day(value, "datePosted")

    def test_nothing_is_no_day(self):
        assert values.day("", "datePosted") is values.day(None, "datePosted") is None


class TestNumbers:
    @pytest.mark.parametrize(("value", "number"), [("80", 80), (80, 80), ("80%", 80), ("80.0", 80), (None, None)])
    def test_whole_numbers_also_come_as_text(self, value, number):
        assert values.whole(value, "workload", low=1, high=100) == number

    @pytest.mark.parametrize("value", ["8o", "1e9", True, [80], "-5", 101, "9" * 400, 80.5])
    def test_other_things_are_refused(self, value):
        with pytest.raises(Rejected):
            values.whole(value, "workload", low=1, high=100)

    @pytest.mark.parametrize(
        ("value", "amount"), [("4'200.50", "4200.50"), (4200, "4200.00"), ("6 500", "6500.00"), (0.1 + 0.2, "0.30")]
    )
    def test_money_keeps_its_centimes(self, value, amount):
        assert values.amount(value, "salary") == Decimal(amount)

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1e30", "a lot", [1]])
    def test_what_is_no_money_is_refused(self, value):
        with pytest.raises(Rejected, match="not an amount"):
            values.amount(value, "salary")

    @pytest.mark.parametrize(("value", "truth"), [("true", True), (" FALSE ", False), (1, True), (None, False)])
    def test_truth_also_comes_as_text(self, value, truth):
        assert values.truth(value, "permanent") is truth

    def test_a_point_is_on_earth_and_known(self):
        assert values.point("46.9", "7.4") == (46.9, 7.4)
        for latitude, longitude in ((91, 0), ("nan", 1), (0, 0), (None, 7), ({}, 7)):
            assert values.point(latitude, longitude) is None


class TestCodes:
    def test_an_unknown_one_is_refused_with_the_nearest(self):
        with pytest.raises(Rejected, match="did you mean SHIFT_WORK"):
            values.one_of("SHIFTWORK", "workForms", ["SHIFT_WORK", "NIGHT_WORK"])


class TestAddresses:
    @pytest.mark.parametrize(
        "hostile", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://"]
    )
    def test_only_web_addresses_are_kept(self, hostile):
        assert values.address(hostile, "url", limit=1024) == ""

    def test_www_is_an_address(self):
        assert values.address("www.example.ch", "url", limit=255) == "https://www.example.ch"

    def test_phones_are_written_alike(self):
        assert values.phone("031 123 45 67", "phone") == values.phone("+41 31 123 45 67", "phone") == "+41311234567"
        assert values.phone("call us", "phone") == ""


class TestMarkup:
    def test_html_becomes_markdown(self):
        html = "<h2>Aufgaben</h2><ul><li>Kochen</li><li><b>Planen</b></li></ul><p>Bis bald<br/>Team</p>"

        assert to_markdown(html) == "## Aufgaben\n\n* Kochen\n* **Planen**\n\nBis bald\nTeam"

    def test_escaped_html_too(self):
        assert to_markdown("&lt;p&gt;Koch &amp;amp; Köchin&lt;/p&gt;") == "Koch & Köchin"

    @pytest.mark.parametrize(
        "text", ["Lohn < 5000 und > 4000", "C++ & C#", "* eins\n* zwei", "1. erstens\n2. zweitens", "a<b"]
    )
    def test_plain_text_stays_as_it_is(self, text):
        assert to_markdown(text) == text

    def test_job_rooms_own_habits_are_understood(self):
        assert to_markdown("****Aufgaben****<br />* Kochen") == "**Aufgaben**\n* Kochen"

    @pytest.mark.parametrize(
        "hostile",
        [
            "<p>x</p><script>alert(1)</script>",
            "<img src=x onerror=alert(1)><p>x</p>",
            "<p onclick=alert(1)>x</p><style>*{}</style>",
            "&lt;p&gt;x&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
            "[x](javascript:alert(1))",
            "![x](https://example.com/pixel.gif)",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ],
    )
    def test_nothing_hostile_reaches_the_page(self, hostile):
        page = to_html(to_markdown(hostile))

        for sign in ("<script", "<img", "<style", 'href="javascript', "onerror=alert(1)>", "<p onclick"):
            assert sign not in page

    @given(st.text(max_size=200))
    def test_the_page_never_gets_a_tag_that_the_markdown_did_not_mean(self, text):
        page = to_html(to_markdown(f"{text}<script>x</script>"))

        assert "<script" not in page


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Wir suchen für unsere Küche eine Person, die mit uns und für die Gäste kocht.", "de"),
            ("Nous recherchons pour notre cuisine une personne qui cuisine avec nous et les clients.", "fr"),
            ("Cerchiamo per la nostra cucina una persona che cucina con noi e per gli ospiti.", "it"),
            ("We are looking for a person who cooks with us and for our guests in the kitchen.", "en"),
        ],
    )
    def test_is_found_when_the_sender_is_silent_or_plainly_wrong(self, text, language):
        wrong = "it" if language != "it" else "de"

        assert language_of(text, said="", field="inLanguage") == language
        assert language_of(text * 3, said=wrong, field="inLanguage") == language

    def test_of_a_few_words_is_what_the_sender_says(self):
        assert language_of("Data Engineer", said="de-CH", field="inLanguage") == "de"
        assert language_of("Data Engineer", said="Französisch", field="inLanguage") == "fr"

    def test_of_a_few_words_is_guessed_when_nobody_says(self):
        assert language_of("Sachbearbeiter Buchhaltung gesucht", said="", field="inLanguage") == "de"

    def test_a_fifth_language_is_refused(self):
        with pytest.raises(Rejected, match="none of de, fr, it and en"):
            language_of("Buscamos cocinero", said="es", field="inLanguage")


class TestWorkload:
    @pytest.mark.parametrize(
        ("title", "workload"),
        [
            ("Köchin 80-100%", (80, 100)),
            ("Köchin 80 % - 100 %", (80, 100)),
            ("Cuisinier 60 à 80 %", (60, 80)),
            ("Cuoca 100%", (100, 100)),
            ("Cook 100-80%", (80, 100)),
            ("Rabatt 250%", None),
            ("Köchin", None),
        ],
    )
    def test_is_read_from_titles(self, title, workload):
        assert workload_in(title) == workload


class TestJson:
    """One reader is fast, the other takes more; together they are the slow one."""

    @pytest.mark.parametrize(
        "line",
        [
            b'{"title": "Koch \\u00e9 \\ud83d\\ude00", "a": [1, 1.5, -2e3, null, true], "a": 2}',
            b'{"half of a pair": "\\ud800"}',
            b"[" * 300 + b"]" * 300,
            b'{"n": 123456789012345678901234567890, "x": NaN}',
        ],
    )
    def test_takes_what_json_takes(self, line):
        assert repr([raw for _number, raw in parsed(1, b'{"v": %b}' % line)]) == repr([{"v": json.loads(line)}])

    def test_says_why_a_line_is_none(self):
        [(_number, rejected)] = parsed(1, b'{"title": }')

        assert "The line is not JSON: Expecting value" in rejected.reason
