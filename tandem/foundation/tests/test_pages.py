import pytest
from django.test import RequestFactory

from tandem.foundation import pages
from tandem.foundation.pages import GAP

pytestmark = pytest.mark.without_database


class TestInLanguage:
    def test_is_the_same_page_with_the_same_query(self):
        assert pages.in_language("/de/gallery/?place=Biel&page=2", "fr") == "/fr/gallery/?place=Biel&page=2"

    def test_keeps_the_rest_of_an_unknown_address(self):
        assert pages.in_language("/de/no/such/page?q=1", "it") == "/it/no/such/page?q=1"

    def test_leads_home_from_an_address_without_language(self):
        assert pages.in_language("/somewhere", "en") == "/en/"

    def test_never_leads_to_another_host(self):
        assert pages.in_language("//evil.example.com/de/", "fr").startswith("/fr/")


class TestAround:
    @pytest.mark.parametrize(
        ("number", "total", "expected"),
        [
            (1, 1, [1]),
            (1, 2, [1, 2]),
            (6, 40, [1, GAP, 5, 6, 7, GAP, 40]),
            (3, 5, [1, 2, 3, 4, 5]),
            (4, 7, [1, 2, 3, 4, 5, 6, 7]),
            (40, 40, [1, GAP, 39, 40]),
        ],
    )
    def test_names_the_ends_and_the_neighbours(self, number, total, expected):
        assert pages.around(number, total) == expected


class TestLinks:
    def test_keep_the_rest_of_the_query(self):
        request = RequestFactory().get("/de/jobs/", {"canton": ["FR", "BE"], "page": "2"})
        shown = pages.links(request, number=2, total=3, parameter="page")
        assert shown["previous"] == "?canton=FR&canton=BE&page=1"
        assert shown["next"] == "?canton=FR&canton=BE&page=3"

    def test_have_no_next_on_the_last_page(self):
        request = RequestFactory().get("/de/jobs/")
        assert pages.links(request, number=3, total=3, parameter="page")["next"] == ""
