"""The results page, as a browser without JavaScript gets it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.market.ads.models import Ad
from tandem.market.ads.search import answering
from tandem.market.ads.search.criteria import PAGE_SIZE
from tandem.market.ads.tests.factories import AdTextFactory
from tandem.market.ads.tests.search_country import COOK, NURSE, country, index
from tandem.market.ads.tests.test_search_finding import NOW, ad

__all__ = ["country", "index"]

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture(autouse=True)
def _today(monkeypatch, clock):
    clock.freeze(NOW)
    monkeypatch.setattr(answering, "_drawings", answering._Drawings())
    answering.criteria_of.cache_clear()


def page(client, query: str = "", status: int = 200) -> str:
    response = client.get(reverse("ads:search") + query)
    assert response.status_code == status
    return response.content.decode()


def words(html: str) -> str:
    """The page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace("&#x27;", "'")


class TestResultsPage:
    def test_says_what_it_understood_and_how_to_undo_it(self, client, index):
        ad("Koch in Bern", occupation=COOK)
        index()

        said = words(page(client, "?q=cuisinier+Bern+80%25&workload_min=1"))

        assert "We understood “cuisinier” as the occupation “cook” and also show its ads in other languages." in said
        assert "We understood “Bern” as the place Bern (BE) and show ads within 20 km." in said
        assert "Search these words exactly as they stand" in said

    def test_searches_literally_when_asked(self, client, index):
        ad("Koch", occupation=COOK)
        index()

        said = words(page(client, "?q=cook&literal=1"))

        assert "Your words were searched exactly as they stand." in said
        assert "Search by meaning again" in said
        assert "No ad answers this search" in said

    def test_says_which_word_no_ad_contains(self, client, index):
        ad("Koch", occupation=COOK)
        index()

        said = words(page(client, "?q=Koch+xylophon"))

        assert "No ad contains “xylophon”. We left it out." in said
        assert "1 ad " in said

    def test_says_which_word_it_mended(self, client, index):
        ad("Gärtnerin")
        index()

        assert "No ad contains “Gärntnerin”. We searched “gärtnerin” instead." in words(page(client, "?q=Gärntnerin"))

    def test_gives_each_ad_one_line_of_why(self, client, index):
        ad("Pflegefachfrau", "de", NURSE)
        ad("Nurse", "en", NURSE)
        ad("Assistant", "en", text__description="You help each nurse.")
        ad("Helper", "en", company_name="Nurse & Co")
        index()

        said = words(page(client, "?q=nurse"))

        assert "“Nurse” is in the title." in said
        assert "“nurse” is in the text." in said
        assert "“Nurse” is in the name of the company or the place." in said
        assert "Its occupation is “nurse”." in said

    def test_marks_words_and_lets_nothing_else_of_an_ad_be_markup(self, client, index):
        ad("Koch <script>alert(1)</script>", text__description='<img src=x onerror="alert(1)"> koch & Co')
        index()

        html = page(client, "?q=Koch")

        assert "<mark>Koch</mark> &lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<img src=x" not in html
        assert "<mark>koch</mark> &amp; Co" in html

    def test_shows_what_one_wants_to_know_of_an_ad(self, client, index):
        ad("Koch", city="Thun", postal_code="3600", latitude=46.758, longitude=7.628, company_name="Gasthof Muster AG")
        index()

        said = words(page(client, "?place=Bern&radius=50"))

        assert "Gasthof Muster AG" in said
        assert "3600 Thun, 25 km away" in said
        assert "Deutsch" in said

    def test_shows_the_text_in_the_readers_language(self, client, index):
        both = ad("Koch", "de")
        AdTextFactory(ad=both, language="en", title="Cook")
        index()

        assert 'lang="en">Cook</a>' in page(client)

    def test_offers_steps_that_help_when_nothing_is_found(self, client, index):
        ad("Koch", occupation=COOK, workload_min=100, workload_max=100)
        index()

        html = page(client, "?q=Koch+50%25")

        assert "No ad answers this search" in html
        assert "Allow any workload" in html
        step = re.search(r'href="(\?[^"]+)">Allow any workload', html)[1].replace("&amp;", "&")
        assert "1 ad " in words(page(client, step))

    def test_keeps_what_was_typed_and_says_what_is_wrong(self, client, index):
        ad("Koch")
        index()

        html = page(client, "?q=Koch&place=Bermuda&canton=BER", status=400)

        assert 'value="Koch"' in html
        assert 'value="Bermuda"' in html
        assert "We do not know the place “Bermuda”. Did you mean 3000 Bern?" in words(html)
        assert "“BER” is not known here." in words(html)
        assert 'href="#id_place"' in html

    def test_says_a_sentence_while_there_is_no_index(self, client, settings, tmp_path):
        settings.SEARCH_ENGINE = "tandem.facilities.search.engines.tantivy.TantivyEngine"
        settings.SEARCH_DIR = tmp_path

        assert "The search is being prepared." in page(client, "?q=Koch", status=503)

    def test_leads_to_further_pages_and_keeps_the_question(self, client, index):
        for number in range(PAGE_SIZE + 1):
            ad(f"Koch {number}")
        index()

        first = page(client, "?q=Koch&sort=date")
        assert "q=Koch&amp;sort=date&amp;page=2" in first
        assert first.count('class="result"') == PAGE_SIZE
        assert page(client, "?q=Koch&sort=date&page=2").count('class="result"') == 1
        assert "Go to the first page" in page(client, "?q=Koch&page=40")

    def test_costs_the_same_for_one_ad_and_for_many(self, client, index, monkeypatch):
        def cost() -> int:
            monkeypatch.setattr(answering, "_drawings", answering._Drawings())
            with CaptureQueriesContext(connection) as queries:
                page(client, "?q=Koch")
            return len(queries)

        ad("Koch", occupation=COOK)
        index()
        cost()
        cost_of_one = cost()
        for _number in range(19):
            ad("Koch", occupation=COOK)
        index()

        assert cost() == cost_of_one
        assert cost_of_one <= 5

    def test_is_drawn_once_as_long_as_nothing_changed(self, client, index, django_assert_num_queries):
        shown = ad("Koch")
        index()
        first = page(client, "?q=Koch")

        with django_assert_num_queries(1):
            assert page(client, "?q=Koch") == first

        Ad.objects.filter(pk=shown.pk).update(company_name="Neuer Name AG", updated_at=NOW)
        assert "Neuer Name AG" in page(client, "?q=Koch")

        Ad.objects.filter(pk=shown.pk).update(public_display=False)
        assert "Neuer Name AG" not in page(client, "?q=Koch"), "a drawing is no permission"

    def test_links_workloads_and_shows_counts(self, client, index):
        ad("Koch", workload_min=60, workload_max=60, canton="VS")
        index()

        html = page(client)

        assert "workload_min=60&amp;workload_max=79" in html
        assert "Valais (1)" in html
        assert "Bern (0)" not in html

    @pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
    def test_is_there_in_four_languages(self, client, index, language):
        ad("Koch", occupation=COOK, publication_starts_on=datetime.date(2026, 3, 1))
        index()

        response = client.get(f"/{language}/jobs/?q=Koch+Bern")

        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()


class TestTypingHelp:
    def get(self, client, **query):
        return client.get(reverse("ads:suggest"), query)

    def test_offers_occupations_then_words_of_ads(self, client, index):
        ad("Cooktop cleaner", "en")
        index()

        offers = self.get(client, field="q", text="coo").json()["offers"]

        assert [offer["value"] for offer in offers] == ["cook", "cooktop"]

    def test_offers_places(self, client, index):
        offers = self.get(client, field="place", text="Be").json()["offers"]

        assert offers == [{"value": "3000 Bern", "label": "Bern", "detail": ""}]

    def test_offers_nothing_for_one_letter(self, client, index):
        assert self.get(client, field="q", text="c").json() == {"offers": []}

    def test_goes_on_without_an_index(self, client, settings, tmp_path):
        settings.SEARCH_ENGINE = "tandem.facilities.search.engines.tantivy.TantivyEngine"
        settings.SEARCH_DIR = tmp_path

        assert [offer["value"] for offer in self.get(client, text="coo").json()["offers"]] == ["cook"]

    def test_says_which_fields_it_knows(self, client):
        response = self.get(client, field="title", text="coo")

        assert response.status_code == 400
        assert response.json() == {"error": "There is typing help for: q, place."}
