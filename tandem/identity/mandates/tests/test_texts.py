import datetime
import string

import pytest

from tandem.foundation.sending.rules import MAX_SMS_PARTS, check_sms, sms_parts
from tandem.identity.access.enums import Reach
from tandem.identity.mandates import documents, selectors, texts
from tandem.identity.mandates.answers import Understood, accepted, understood
from tandem.identity.mandates.enums import AREAS, Answer, Duration, ReadingLanguage
from tandem.identity.mandates.models import ShownText
from tandem.identity.mandates.tests.factories import a_person, granted, proposed

FACTS = texts.Facts(
    number=10452,
    person="Mila Beispiel",
    holder="Caritas Beispiel",
    helpers=("Mara Keller", "Jan Muster"),
    reaches=dict.fromkeys(AREAS, Reach.PREPARE),
    duration=Duration.SIX_MONTHS,
)


def shape(words):
    """The keys of a wording with the slots of each sentence."""
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items() if key != "words"}
    if isinstance(words, list):
        return [shape(value) for value in words]
    return sorted(name for _text, name, _format, _conversion in string.Formatter().parse(words) if name)


@pytest.mark.without_database
class TestWording:
    @pytest.mark.parametrize("language", ReadingLanguage)
    def test_has_the_same_sentences_with_the_same_slots_in_every_language(self, language):
        assert shape(texts.wording(language)) == shape(texts.wording(ReadingLanguage.DE))

    @pytest.mark.parametrize("language", ReadingLanguage)
    def test_names_every_area_reach_and_duration(self, language):
        words = texts.wording(language)

        assert set(words["areas"]) == set(words["short_areas"]) == {area.value for area in AREAS}
        assert set(words["reaches"]) == set(words["meanings"]) == set(words["sms_reaches"]) == set(Reach.values)
        assert set(words["durations"]) == set(words["sms_durations"]) == set(Duration.values)

    @pytest.mark.parametrize("language", ReadingLanguage)
    def test_fits_an_sms_and_reveals_nothing_on_a_locked_phone(self, language):
        words = texts.wording(language)
        slots = {
            "holder": "Caritas Beispiel",
            "areas": ", ".join(words["short_areas"][area] for area in AREAS[:3]),
            "reach": max(words["sms_reaches"].values(), key=len),
            "duration": max(words["sms_durations"].values(), key=len),
            "phone": "+41 26 305 00 00",
            "date": "31.12.2026",
            "choices": "STOP 10452 = Caritas Beispiel, STOP 10453 = Mara Keller",
        }

        for sentence in words["sms"].values():
            check_sms(sentence.format(**slots))
            assert sms_parts(sentence.format(**slots)) <= MAX_SMS_PARTS

    @pytest.mark.parametrize("language", ReadingLanguage)
    def test_fills_every_slot(self, language):
        words = texts.text(FACTS, language, is_official=False)

        assert "{" not in words
        for name in ("Mila Beispiel", "Caritas Beispiel", "Mara Keller", "10452"):
            assert name in words

    def test_keeps_the_direction_of_names_inside_arabic_lines(self):
        words = texts.text(FACTS, ReadingLanguage.AR, is_official=False)

        assert "\u2068Mila Beispiel\u2069" in words
        assert words.count("\u2068") == words.count("\u2069")
        assert ReadingLanguage.AR.direction == "rtl"
        assert {one.direction for one in ReadingLanguage if one is not ReadingLanguage.AR} == {"ltr"}

    @pytest.mark.parametrize("language", ReadingLanguage)
    def test_says_of_every_copy_that_it_is_no_more_than_a_copy(self, language):
        note = texts.wording(language)["copy"]

        assert note in texts.text(FACTS, language, is_official=False)
        assert note not in texts.text(FACTS, language, is_official=True)


@pytest.mark.without_database
class TestAnswers:
    @pytest.mark.parametrize(
        ("language", "message", "answer"),
        [
            ("de", "JA", Answer.YES),
            ("de", " ja. ", Answer.YES),
            ("de", "Nein!", Answer.NO),
            ("fr", "Oui", Answer.YES),
            ("it", "sì", Answer.YES),
            ("it", "SI", Answer.YES),
            ("es", "Sí", Answer.YES),
            ("pt", "nao", Answer.NO),
            ("sq", "Po", Answer.YES),
            ("sq", "jo", Answer.NO),
            ("uk", "так", Answer.YES),
            ("ar", "نَعَم", Answer.YES),
            ("ar", "لا", Answer.NO),
            ("ti", "እወ", Answer.YES),
            ("en", "STOP", Answer.STOP),
            ("fr", "Arrêt", Answer.STOP),
            ("de", "Stopp!", Answer.STOP),
        ],
    )
    def test_count_whatever_their_case_accents_and_punctuation(self, language, message, answer):
        assert understood(message, ReadingLanguage(language)) == Understood(answer)

    @pytest.mark.parametrize(
        "message",
        [
            "",
            "ok",
            "ja bitte",
            "ja nein",
            "nicht ja",
            "jaja",
            "j",
            "1",
            "👍",
            "oui",
            "jo",
            "stopp alles",
            "STOP 1 2",
            "?",
        ],
    )
    def test_are_not_understood_otherwise(self, message):
        assert understood(message, ReadingLanguage.DE) is None

    def test_say_nothing_without_a_question_but_stop(self):
        assert understood("ja", None) is None
        assert understood("Stop 10452", None) == Understood(Answer.STOP, 10452)

    def test_never_mean_two_things(self):
        stops = set().union(*(accepted(Answer.STOP, language) for language in ReadingLanguage))
        for language in ReadingLanguage:
            yes, no = accepted(Answer.YES, language), accepted(Answer.NO, language)
            assert yes
            assert no
            assert yes.isdisjoint(no)
            assert stops.isdisjoint(yes | no)
            assert "" not in yes | no | stops


class TestProof:
    def test_verifies_next_day_after_a_restart_and_a_reprint(self, clock):
        late = clock.freeze("2026-04-03 23:59")
        mandate = proposed(now=late)
        clock.freeze("2026-04-04 00:01")
        texts.wording.cache_clear()

        kept = ShownText.objects.get(mandate=mandate, is_official=True)

        assert documents.is_genuine(kept)
        assert selectors.is_genuine(kept)
        text, _state = selectors.with_paper(mandate.paper_code.lower())
        assert text == kept

    def test_verifies_when_a_newer_wording_counts(self, monkeypatch):
        mandate = proposed()
        monkeypatch.setattr(texts, "CURRENT", "2099-01")

        kept = ShownText.objects.get(mandate=mandate, is_official=True)
        copy = documents.words_read(mandate, ReadingLanguage.AR)

        assert selectors.is_genuine(kept)
        assert "2026-11" in copy

    def test_keeps_the_text_that_was_shown_when_names_and_helpers_change_afterwards(self):
        person = a_person()
        mandate = granted(person)
        before = ShownText.objects.get(mandate=mandate, is_official=True).text
        person.given_name = "Anders"
        person.save()

        kept = ShownText.objects.get(mandate=mandate, is_official=True)

        assert kept.text == before
        assert selectors.is_genuine(kept)

    def test_is_in_the_official_language_of_the_person_or_her_canton(self):
        in_english = proposed(a_person(canton="FR", phone="+41790000011"))
        in_italian = proposed(a_person(language="it", canton="BE", phone="+41790000012"))
        in_german = proposed(a_person(canton="ZH", phone="+41790000013"))

        languages = [m.texts.get(is_official=True).language for m in (in_english, in_italian, in_german)]

        assert languages == ["fr", "it", "de"]

    def test_dates_nothing_with_the_day_on_which_the_code_was_loaded(self):
        names = documents.fix_official_text.__kwdefaults__ or {}

        assert "now" not in names
        assert not any(isinstance(value, datetime.date) for value in names.values())
