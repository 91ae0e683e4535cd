import datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from tandem.foundation.authorship import Author

pytestmark = pytest.mark.without_database


def render(source: str, path: str = "/en/jobs/", **context: object) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


class TestAuthorship:
    def test_has_a_shape_of_its_own_for_each_hand(self):
        drawn = {render("{% authorship who %}", who=who).partition("<svg")[2].partition("</svg>")[0] for who in Author}
        assert len(drawn) == len(Author)

    def test_says_it_in_a_word_too(self):
        assert "A helper" in render('{% authorship "helper" %}')

    def test_takes_a_name_and_escapes_it(self):
        assert "&lt;b&gt;" in render('{% authorship "helper" name %}', name="<b>")

    def test_refuses_an_unknown_hand(self):
        with pytest.raises(ValueError, match="nobody"):
            render('{% authorship "nobody" %}')


class TestBlocks:
    @pytest.mark.parametrize(
        "block",
        [
            "{% notification %}{{ text }}{% endnotification %}",
            '{% panel title="x" %}{{ text }}{% endpanel %}',
            '{% receipt number="1" %}{{ text }}{% endreceipt %}',
            '{% details summary="x" %}{{ text }}{% enddetails %}',
            '{% empty_state title="x" %}{{ text }}{% endempty_state %}',
        ],
    )
    def test_keep_markup_and_escape_what_people_wrote(self, block):
        html = render(block.replace("{{ text }}", "<p>{{ text }}</p>"), text="<i>")
        assert "<p>&lt;i&gt;</p>" in html

    def test_know_only_their_kinds(self):
        with pytest.raises(KeyError, match="loud"):
            render('{% notification kind="loud" %}x{% endnotification %}')

    def test_may_stand_twice_on_a_page_without_two_landmarks_of_one_name(self):
        shown = render("{% notification %}x{% endnotification %}")

        assert 'role="group"' in shown
        assert "<section" not in shown


class TestNavigationItem:
    def test_marks_the_page_one_is_on(self):
        assert 'aria-current="page"' in render('{% navigation_item "/en/jobs/" "Jobs" %}')

    def test_marks_the_branch_one_is_in(self):
        assert 'aria-current="true"' in render('{% navigation_item "/en/jobs/" "Jobs" %}', path="/en/jobs/7/")

    def test_does_not_take_everything_as_below_the_first_page(self):
        assert "aria-current" not in render('{% navigation_item "/en/" "Start" %}')


class TestLanguageSwitch:
    def test_names_each_language_in_itself_and_keeps_the_query(self):
        with translation.override("fr"):
            html = render("{% language_switch %}", path="/fr/gallery/?page=2")
        assert '<span class="language-switch__item" lang="fr" aria-current="true">Français</span>' in html
        assert 'href="/de/gallery/?page=2" rel="alternate" lang="de" hreflang="de">Deutsch' in html
        assert html.count("hreflang") == 3

    def test_writes_an_address_that_somebody_made_up_as_text(self):
        html = render("{% language_switch %}", path='/fr/gallery/?page="><script>')
        assert "<script" not in html


class TestSlot:
    def test_stays_silent_on_a_page_without_request(self):
        assert engines["django"].from_string('{% slot "page.banner" %}').render({}) == ""


class TestPagination:
    def test_is_absent_when_there_is_one_page(self):
        assert render("{% pagination number=1 pages_total=1 %}").strip() == ""

    def test_takes_another_parameter(self):
        assert 'href="?results=3"' in render('{% pagination number=2 pages_total=3 parameter="results" %}')


class TestSummaryRow:
    def test_says_in_words_what_the_link_changes(self):
        html = render('{% summary_row "Company" value "/x/" who="person" %}', value="<b>")
        assert 'Change<span class="govuk-visually-hidden">: Company</span>' in html
        assert "&lt;b&gt;" in html
        assert "authorship--person" in html

    def test_lets_nothing_out_of_its_place(self):
        evil = '"><script>'
        html = render("{% summary_row evil evil evil note=evil %}", evil=evil)
        assert html.count("&quot;&gt;&lt;script&gt;") == 5
        assert "<script" not in html

    def test_breaks_lines_and_takes_what_a_slot_gave(self):
        html = render('{% summary_row "Jobs" value note=note %}', value="one\ntwo", note=mark_safe("<p>note</p>"))
        assert '<dd class="govuk-summary-list__value">one<br>two<p>note</p></dd>' in html
        assert "no-actions" in html

    def test_says_the_hand_in_the_language_of_the_reader(self):
        for code, word in (("de", "Die Person"), ("fr", "La personne"), ("de", "Die Person")):
            with translation.override(code):
                assert word in render('{% summary_row "x" "y" who="person" %}')


class TestFilters:
    def test_write_dates_and_money_for_the_reader(self):
        facts = {"day": datetime.date(2026, 4, 7), "amount": Decimal("4258.1")}
        with translation.override("fr"):
            assert render("{{ day|day }} {{ amount|money }} {{ 3294|number }}", **facts) == (
                "mardi 7 avril 2026 CHF\u00a04'258.10 3'294"
            )
