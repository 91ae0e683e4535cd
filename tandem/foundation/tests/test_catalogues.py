import shutil
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from tandem.foundation import catalogues
from tandem.foundation.management.commands import messages

VIEWS = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

TITLE = _("Your efforts in %(month)s")
def count(number):
    return ngettext("%(number)d ad", "%(number)d ads", number) + pgettext("verb", "Search")
"""
TEMPLATE = """{% extends "layout/page.html" %}
{% block main %}
        <p>{% translate "Send the proof" %}</p>
    {% blocktranslate count n=n trimmed %}
        One day left,
        hurry up {{ name }}.
      {% plural %}
        {{ n }} days left for {{ name }}, 100% sure.
    {% endblocktranslate %}
  {% button _("Cancel") %}
{% endblock %}
"""
GERMAN = {
    "Your efforts in %(month)s": ["Ihre Bemühungen im %(month)s"],
    "%(number)d ad": ["%(number)d Stelle", "%(number)d Stellen"],
    "Search": ["Suchen"],
    "Send the proof": ["Nachweis senden"],
    "One day left, hurry up %(name)s.": [
        "Noch ein Tag, %(name)s.",
        "Noch %(n)s Tage für %(name)s, ganz sicher.",
    ],
    "Cancel": ["Abbrechen"],
}


def a_feature(folder: Path, views: str = VIEWS, template: str = TEMPLATE) -> Path:
    (folder / "templates" / "ads").mkdir(parents=True)
    (folder / "views.py").write_text(views)
    (folder / "templates" / "ads" / "page.html").write_text(template)
    return folder


def translate(feature: Path, texts: dict[str, list[str]] = GERMAN) -> None:
    """Fill all three catalogues with the same texts."""
    for language in catalogues.LANGUAGES:
        catalogues.update(feature, language)
        path = catalogues.catalogue_path(feature, language)
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            if entry.msgid_plural:
                entry.msgstr_plural = dict(enumerate(texts[entry.msgid]))
            else:
                entry.msgstr = texts[entry.msgid][0]
        catalogue.save()


@pytest.fixture
def feature(tmp_path):
    feature = a_feature(tmp_path / "ads")
    translate(feature)
    return feature


class TestSentences:
    def test_are_found_in_python_and_in_templates_with_plural_and_context(self, tmp_path):
        found = catalogues.sentences(a_feature(tmp_path / "ads"))

        assert {(key, message.plural) for key, message in found.items()} == {
            ((None, "Your efforts in %(month)s"), None),
            ((None, "%(number)d ad"), "%(number)d ads"),
            (("verb", "Search"), None),
            ((None, "Send the proof"), None),
            ((None, "One day left, hurry up %(name)s."), "%(n)s days left for %(name)s, 100%% sure."),
            ((None, "Cancel"), None),
        }

    def test_of_tests_and_migrations_are_left_alone(self, tmp_path):
        feature = a_feature(tmp_path / "ads", views="", template="")
        for folder in ("tests", "migrations"):
            (feature / folder).mkdir()
            (feature / folder / "some.py").write_text('_("Not for people")')

        assert catalogues.sentences(feature) == {}

    def test_of_an_app_inside_the_feature_are_left_to_its_own_catalogue(self, tmp_path):
        inner = a_feature(tmp_path / "ads" / "offers")
        (inner / "apps.py").write_text("")

        assert catalogues.sentences(tmp_path / "ads") == {}
        assert catalogues.sentences(inner) != {}

    def test_with_two_plurals_are_refused(self, tmp_path):
        feature = a_feature(tmp_path / "ads", views='ngettext("ad", "ads", 1); ngettext("ad", "adverts", 1)')

        with pytest.raises(ValueError, match=r"views\.py: “ad” has two plurals"):
            catalogues.sentences(feature)


class TestUpdate:
    def test_keeps_translations_and_drops_what_nobody_says(self, feature):
        (feature / "views.py").write_text(VIEWS.replace("Search", "Find"))

        assert catalogues.update(feature, "de") == (6, 1)

        catalogue = polib.pofile(str(catalogues.catalogue_path(feature, "de")))
        texts = {entry.msgid: entry.msgstr_plural or entry.msgstr for entry in catalogue}
        assert texts["Find"] == ""
        assert texts["Cancel"] == "Abbrechen"
        assert texts["%(number)d ad"] == {0: "%(number)d Stelle", 1: "%(number)d Stellen"}
        assert "Search" not in texts

    def test_writes_the_same_bytes_again(self, feature):
        path = catalogues.catalogue_path(feature, "fr")
        catalogues.update(feature, "fr")
        before = path.read_bytes()

        catalogues.update(feature, "fr")

        assert path.read_bytes() == before
        assert b"POT-Creation-Date" not in before
        assert b"plural=(n > 1)" in before

    def test_removes_a_catalogue_without_sentences(self, feature):
        shutil.rmtree(feature / "templates")
        (feature / "views.py").write_text("")

        catalogues.update(feature, "it")

        assert not catalogues.catalogue_path(feature, "it").exists()


class TestProblems:
    def test_are_none_in_a_complete_catalogue(self, feature):
        assert catalogues.problems([feature]) == []

    @pytest.mark.parametrize(
        ("msgid", "text", "problem"),
        [
            ("Cancel", "", "ads/de: not translated: “Cancel”"),
            ("Cancel", "Schließen", "ads/de: Swiss German has no ß: “Cancel”"),
            ("Cancel", "Brich deine Suche ab", "ads/de: addresses the reader familiarly (“deine”): “Cancel”"),
            (
                "Your efforts in %(month)s",
                "Ihre Bemühungen im %(monat)s",
                "ads/de: placeholders differ in “Ihre Bemühungen im %(monat)s”: “Your efforts in %(month)s”",
            ),
        ],
    )
    def test_name_the_catalogue_and_the_sentence(self, feature, msgid, text, problem):
        path = catalogues.catalogue_path(feature, "de")
        catalogue = polib.pofile(str(path))
        catalogue.find(msgid).msgstr = text
        catalogue.save()

        assert catalogues.problems([feature]) == [problem]

    @pytest.mark.parametrize("language", ["fr", "it"])
    def test_include_a_curly_apostrophe_until_the_update_straightens_it(self, feature, language):
        path = catalogues.catalogue_path(feature, language)
        catalogue = polib.pofile(str(path))
        catalogue.find("Cancel").msgstr = "Annuler l’envoi"
        catalogue.save()

        assert catalogues.problems([feature]) == [
            f"ads/{language}: the apostrophe is the straight one; `messages update` sets it: “Cancel”"
        ]
        catalogues.update(feature, language)
        assert catalogues.problems([feature]) == []

    @pytest.mark.parametrize(
        ("text", "set_so"),
        [
            ("Annuler: oui?", "Annuler\xa0: oui\xa0?"),
            ("Annuler : oui !", "Annuler\xa0: oui\xa0!"),
            ("Sous «Annuler», non; sinon « oui »", "Sous «\xa0Annuler\xa0», non\xa0; sinon «\xa0oui\xa0»"),
            ("Annuler<b>: tout</b>", "Annuler<b>\xa0: tout</b>"),
        ],
    )
    def test_include_french_signs_without_their_space_until_the_update_sets_it(self, feature, text, set_so):
        path = catalogues.catalogue_path(feature, "fr")
        catalogue = polib.pofile(str(path))
        catalogue.find("Cancel").msgstr = text
        catalogue.save()

        [problem] = catalogues.problems([feature])
        assert problem.startswith("ads/fr: a space that does not break stands before")
        catalogues.update(feature, "fr")
        assert catalogues.problems([feature]) == []
        assert polib.pofile(str(path)).find("Cancel").msgstr == set_so

    @pytest.mark.parametrize("text", ["À 09:30", "https://example.ch/?page=2", "Eau &amp; gaz (!)"])
    def test_leave_hours_addresses_and_entities_alone(self, feature, text):
        path = catalogues.catalogue_path(feature, "fr")
        catalogue = polib.pofile(str(path))
        catalogue.find("Cancel").msgstr = text
        catalogue.save()

        assert catalogues.problems([feature]) == []

    @pytest.mark.parametrize(
        ("language", "msgid", "text", "small"),
        [
            ("it", "Your efforts in %(month)s", "Le sue ricerche in %(month)s", "sue"),
            ("de", "Your efforts in %(month)s", "Suchen in %(month)s, wie ihr Amt sie sieht", "ihr"),
            ("it", "Send the proof", "Mandi il suo giustificativo", None),
        ],
        ids=["Italian", "German", "nobody's"],
    )
    def test_include_a_small_letter_for_the_reader(self, feature, language, msgid, text, small):
        path = catalogues.catalogue_path(feature, language)
        catalogue = polib.pofile(str(path))
        catalogue.find(msgid).msgstr = text
        catalogue.save()

        found = [problem.partition(": ")[2] for problem in catalogues.problems([feature])]

        assert found == ([f"addresses the reader in small letters (“{small}”): “{msgid}”"] if small else [])

    def test_hold_for_each_plural_form(self, feature):
        path = catalogues.catalogue_path(feature, "de")
        catalogue = polib.pofile(str(path))
        catalogue.find("One day left, hurry up %(name)s.").msgstr_plural[1] = "Noch Tage für %(name)s"
        catalogue.save()

        assert catalogues.problems([feature]) == [
            "ads/de: placeholders differ in “Noch Tage für %(name)s”: “One day left, hurry up %(name)s.”"
        ]

    def test_tell_missing_from_obsolete_and_doubtful(self, feature):
        (feature / "views.py").write_text(VIEWS.replace("Search", "Find"))
        path = catalogues.catalogue_path(feature, "de")
        catalogue = polib.pofile(str(path))
        catalogue.find("Cancel").flags.append("fuzzy")
        catalogue.save()

        found = [problem for problem in catalogues.problems([feature]) if problem.startswith("ads/de")]

        assert found == [
            "ads/de: not in the catalogue yet: “Find”",
            "ads/de: obsolete, said nowhere any more: “Search”",
            "ads/de: marked as doubtful (fuzzy): “Cancel”",
        ]

    def test_include_one_sentence_translated_in_two_ways(self, feature, tmp_path):
        other = a_feature(tmp_path / "efforts")
        translate(other, GERMAN | {"Cancel": ["Zurück"]})

        found = catalogues.problems([feature, other])

        assert found[0] == "de: translated in 2 ways: “Cancel”: “Abbrechen” (ads), “Zurück” (efforts)"
        assert len(found) == len(catalogues.LANGUAGES)


class TestCompile:
    def test_writes_what_django_reads_and_only_when_needed(self, feature):
        assert catalogues.compile_catalogue(feature, "de")
        assert not catalogues.compile_catalogue(feature, "de")

        compiled = polib.mofile(str(catalogues.catalogue_path(feature, "de").with_suffix(".mo")))
        assert compiled.find("Cancel").msgstr == "Abbrechen"

    def test_removes_the_compiled_file_of_a_catalogue_that_is_gone(self, feature):
        catalogues.compile_catalogue(feature, "de")
        source = catalogues.catalogue_path(feature, "de")
        source.unlink()

        catalogues.compile_catalogue(feature, "de")

        assert not source.with_suffix(".mo").exists()


class TestCommand:
    def test_refuses_a_feature_it_does_not_know_and_names_the_known_ones(self):
        with pytest.raises(CommandError, match=r"^adds is no installed feature\. Known are: access, "):
            call_command("messages", "update", "adds")

    def test_check_fails_with_the_problems_on_standard_error(self, feature, monkeypatch):
        monkeypatch.setattr(messages, "chosen", lambda _names: [feature])
        catalogues.catalogue_path(feature, "it").unlink()
        errors = StringIO()

        with pytest.raises(CommandError, match="6 problems in the catalogues"):
            call_command("messages", "check", stderr=errors)

        assert "ads/it: not in the catalogue yet: “Cancel”" in errors.getvalue()
