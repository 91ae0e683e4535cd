import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from tandem.assistance.lessons import rules, selectors, versions
from tandem.assistance.lessons.offers import COOKIE
from tandem.eservices.procedures.registry import everything
from tandem.foundation.catalogues import LANGUAGES
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.people.tests.factories import PersonFactory

FEATURE = Path(__file__).parents[1]
PICTURES = FEATURE / "static" / "lessons" / "pictures"
ALL = [lesson for language in Language for lesson in selectors.lessons(language)]
NAMES_ON_SCREEN = re.compile(r"[“«]\s?([^”»]+?)\s?[”»]")
LARGEST = 40_000  # bytes: a lesson opens on a slow phone


def each(lesson):
    return f"{lesson.key}-{lesson.language}"


@pytest.mark.parametrize("lesson", ALL, ids=each)
class TestLesson:
    def test_takes_three_minutes_and_is_plain(self, lesson):
        texts = [lesson.title, *(step.text for step in lesson.steps)]

        assert sum(len(rules.words(text)) for text in texts) <= rules.MOST_WORDS
        assert [
            sentence
            for text in texts
            for sentence in rules.sentences(text)
            if len(rules.words(sentence)) > rules.LONGEST_SENTENCE
        ] == []

    def test_writes_as_the_house_does(self, lesson):
        for step in lesson.steps:
            assert "ß" not in step.text
            assert "!" not in step.text
            assert "’" not in step.text

    def test_calls_things_as_the_screen_does(self, lesson):
        names = {name for step in lesson.steps for name in NAMES_ON_SCREEN.findall(step.text)}
        with translation.override(lesson.language):
            known = {gettext(name) for name in MENU}

        assert names <= known

    def test_has_its_pictures_and_they_are_small(self, lesson):
        for shown in lesson.shown:
            if shown["picture"]:
                found = finders.find(shown["picture"])
                assert found, shown["picture"]
                assert Path(found).stat().st_size < LARGEST

    def test_has_pictures_of_the_screen_as_it_is_today(self, lesson):
        """When this fails: read the lesson again, then run `scripts/lesson-pictures`."""
        kept = json.loads((FEATURE / "pictures.json").read_text())

        assert kept[lesson.key][lesson.language] == versions.version(lesson.key, lesson.language)


MENU = (
    "Log in",
    "My efforts",
    "My forms",
    "My documents",
    "My messages",
    "My helpers",
    "I applied",
    "Note an effort",
    "Add a document",
)


class TestVersion:
    def test_changes_with_a_word_of_the_screen_and_not_with_its_markup(self, tmp_path, monkeypatch):
        monkeypatch.setattr(versions, "HOUSE", tmp_path)
        monkeypatch.setitem(versions.SOURCES, "log-in", ("page.html",))
        page = tmp_path / "page.html"

        def version_of(source):
            page.write_text(source)
            return versions.version("log-in", "en")

        before = version_of('<h1>{% translate "Log in" %}</h1>')
        assert version_of('<h2 class="x">{% translate "Log in" %}</h2>') == before
        assert version_of('<h1>{% translate "Log out" %}</h1>') != before

    def test_changes_with_a_translation(self):
        assert versions.version("log-in", "de") != versions.version("log-in", "fr")

    def test_reads_sentences_in_templates_and_modules(self):
        source = (
            '{% translate "One" %} {% button _("Two") %} {% blocktranslate count n=x trimmed %}\n  {{ n }} day\n'
            "{% plural %}{{ n }} days{% endblocktranslate %}"
        )

        assert sorted(versions.sentences_of(source)) == [("%(n)s day", "%(n)s days"), ("One",), ("Two",)]
        assert list(versions.sentences_of('label=_("A long " "sentence")')) == [("A long sentence",)]

    def test_is_of_files_that_exist(self):
        assert [
            source
            for sources in versions.SOURCES.values()
            for source in sources
            if not (versions.HOUSE / source).exists()
        ] == []
        assert set(versions.SOURCES) == {lesson.key for lesson in ALL}


class TestPictures:
    def test_are_all_used(self):
        used = {lesson.picture_name(step.picture) for lesson in ALL for step in lesson.steps if step.picture}

        assert {path.name for path in PICTURES.iterdir()} == used


class TestPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_list_all_lessons_and_open_each_on_screen_and_on_paper(self, client, language):
        with translation.override(language):
            page = client.get(reverse("lessons:index")).content.decode()
            found = selectors.lessons(language)
            assert all(escape(lesson.title) in page for lesson in found)
            one = client.get(reverse("lessons:lesson", args=["log-in"])).content.decode()
            sheet = client.get(reverse("lessons:sheet", args=["log-in"]))

        assert escape(found[0].steps[0].text) in one
        assert sheet.content.startswith(b"%PDF")

    def test_of_an_unknown_lesson_are_hidden(self, client):
        with pytest.raises(Hidden):
            selectors.lesson("nothing", "de")
        for name in ("lesson", "sheet"):
            assert client.get(reverse(f"lessons:{name}", args=["nothing"])).status_code == 404
        assert client.post(reverse("lessons:not_now", args=["nothing"])).status_code == 404

    def test_cost_no_query(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get(reverse("lessons:index"))


class TestOffer:
    """Hidden until somebody pauses or errs twice at the same place, and never again once refused."""

    @pytest.fixture
    def own(self, client):
        client.force_login(PersonFactory(with_account=True).user)
        return client

    def offer_on(self, response):
        return re.search(r'<aside[^>]*aria-label="Lesson"[^>]*>', response.content.decode())

    def test_stays_hidden_at_first(self, own):
        found = self.offer_on(own.get(reverse("efforts:new")))

        assert " hidden" in found.group()
        assert "data-lesson-after" in found.group()

    def test_shows_after_the_second_mistake_on_one_field(self, own):
        address = reverse("efforts:new")
        assert " hidden" in self.offer_on(own.post(address, {"company": ""})).group()

        assert " hidden" not in self.offer_on(own.post(address, {"company": ""})).group()

    def test_is_refused_with_one_tap_and_leads_back(self, own):
        address = reverse("efforts:new")
        for _time in range(2):
            own.post(address, {"company": ""})
        response = own.post(reverse("lessons:not_now", args=["note-an-application"]), {"back": address})

        assert response["Location"] == address
        assert self.offer_on(own.post(address, {"company": ""})) is None
        assert own.cookies[COOKIE].value == "note-an-application"

    def test_leads_nowhere_else(self, own):
        answer = own.post(reverse("lessons:not_now", args=["log-in"]), {"back": "https://evil.example.com/"})

        assert answer["Location"] == reverse("lessons:index")

    def test_keeps_nothing_about_anybody_in_a_table(self, own):
        assert list(apps.get_app_config("lessons").get_models()) == []

    @pytest.mark.parametrize("cookie", ["nothing", "a" * 5000, "log-in.nothing", "<script>"])
    def test_survives_a_cookie_that_somebody_wrote(self, own, cookie):
        own.cookies[COOKIE] = cookie

        assert own.get(reverse("efforts:new")).status_code == 200

    def test_is_of_a_lesson_that_there_is(self):
        named = {step.lesson for procedure in everything() for step in procedure.steps if step.lesson}

        assert named == {"monthly-form"}
        assert all(selectors.exists(key) for key in named)


class TestStruggle:
    @pytest.mark.parametrize(
        ("mistakes", "expected"), [({}, False), ({"a": 1, "b": 1}, False), ({"a": 2}, True), ({"a": 1, "b": 3}, True)]
    )
    def test_is_the_same_field_twice(self, mistakes, expected):
        assert rules.struggles(mistakes) is expected
