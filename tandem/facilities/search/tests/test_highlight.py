import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.facilities.search.highlight import fragment, highlight

pytestmark = pytest.mark.without_database


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


class TestHighlight:
    @pytest.mark.parametrize(
        ("text", "words", "language", "expected"),
        [
            ("Köche, Koch und Koch EFZ", ["koch"], "de", "[Köche], [Koch] und [Koch] EFZ"),
            ("Un poste d'infirmière.", ["infirmiere"], "fr", "Un poste d'[infirmière]."),
            ("STRASSE und Straße", ["strasse"], "de", "[STRASSE] und [Straße]"),
            ("Die Küche", ["kueche", "die"], "de", "Die [Küche]"),
            ("Kochbuch", ["koch"], "de", "Kochbuch"),
            ("koch_koch", ["koch"], "de", "[koch]_[koch]"),
            ("nothing", [], "en", "nothing"),
            ("", ["koch"], "de", ""),
        ],
    )
    def test_marks_the_forms_of_the_words(self, text, words, language, expected):
        assert shown(highlight(text, words, language=language)) == expected

    @given(text=st.text(max_size=200), words=st.lists(st.text(min_size=1, max_size=8), max_size=3))
    def test_loses_and_adds_nothing(self, text, words):
        assert "".join(piece.text for piece in highlight(text, words, language="fr")) == text


class TestFragment:
    def test_begins_shortly_before_the_first_word_and_ends_between_words(self):
        text = "word " * 100 + "Koch " + "word " * 100

        found = shown(fragment(text, ["Koch"], language="de", length=60))

        assert found.startswith("… word")
        assert found.endswith("word …")
        assert "[Koch]" in found
        assert len(found) <= 70

    def test_is_the_beginning_when_no_word_is_there(self):
        assert shown(fragment("a short text", ["Koch"], language="de")) == "a short text"

    @given(text=st.text(max_size=600), length=st.integers(10, 300))
    def test_never_fails(self, text, length):
        assert sum(len(piece.text) for piece in fragment(text, ["koch"], language="de", length=length)) <= length + 4
