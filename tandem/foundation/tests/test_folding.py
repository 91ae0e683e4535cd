import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.folding import fold, fold_with_spans

pytestmark = pytest.mark.without_database


class TestFold:
    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            ("Köchin", "kochin"),
            ("STRASSE Straße", "strasse strasse"),
            ("L’Île-Œx", "l ile oex"),
            ("infirmière/infirmier", "infirmiere infirmier"),
            ("  C++ (80%) ", "c 80"),
            ("", ""),
        ],
    )
    def test_forgets_case_accents_and_punctuation(self, written, folded):
        assert fold(written) == folded

    @given(st.text(max_size=40))
    def test_changes_nothing_the_second_time(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text(max_size=40))
    def test_spans_point_at_the_words(self, text):
        assert all(fold(text[start:end]) == word for word, start, end in fold_with_spans(text))
