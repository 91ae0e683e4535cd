import pytest
from django.contrib.messages import constants
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tandem.foundation.views import LAYOUTS


class TestGallery:
    @pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
    def test_is_open_to_everybody_in_every_language(self, client, language):
        with translation.override(language):
            address = reverse("foundation:gallery")
        response = client.get(address)
        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()

    def test_asks_the_database_nothing(self, client, django_assert_num_queries):
        client.get(reverse("foundation:gallery"))
        with django_assert_num_queries(0):
            client.get(reverse("foundation:gallery"))

    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_shows_a_page_in_each_layout(self, client, layout):
        assert client.get(reverse("foundation:gallery_sample", args=[layout])).status_code == 200

    def test_knows_no_other_layout(self, client):
        assert client.get(reverse("foundation:gallery_sample", args=["poster"])).status_code == 404


class TestFrame:
    def page(self, client, name: str = "procedure") -> str:
        return client.get(reverse("foundation:gallery_sample", args=[name])).content.decode()

    def test_says_error_in_the_title_of_a_page_with_errors(self, client):
        assert "<title>Error: Your work this month · Tandem</title>" in self.page(client)

    def test_does_not_say_error_otherwise(self, client):
        assert "<title>My desk · Tandem</title>" in self.page(client, "desk")

    def test_says_how_far_the_person_is(self, client):
        assert "Step 2 of 5: Your work this month" in self.page(client)

    def test_turns_a_reading_copy_around_but_not_its_frame(self, client):
        html = self.page(client, "reading")
        assert '<html class="govuk-template" lang="ar" dir="rtl">' in html
        assert '<footer class="page-footer" lang="en" dir="ltr">' in html

    @pytest.mark.parametrize(
        ("level", "role", "word"),
        [(constants.SUCCESS, "status", "Done"), (constants.ERROR, "alert", "Important")],
    )
    def test_announces_messages(self, level, role, word):
        message = {"level_tag": constants.DEFAULT_TAGS[level], "__str__": "x"}
        html = render_to_string("layout/_messages.html", {"messages": [message]})
        assert f'role="{role}"' in html
        assert word in html
