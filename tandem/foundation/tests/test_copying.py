import datetime
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.foundation.copying import line_of
from tandem.foundation.languages import Language

# What PostgreSQL can hold: neither NUL nor half a surrogate pair.
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@pytest.fixture
def copied(db):
    """Send values of one type through COPY and back, one row each."""

    def copied(kind, values):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS copied")
            cursor.execute(f"CREATE TEMPORARY TABLE copied (place serial, value {kind})")
            with cursor.copy("COPY copied (value) FROM STDIN") as copy:
                copy.write("".join(f"{line_of([value])}\n" for value in values).encode())
            cursor.execute("SELECT value FROM copied ORDER BY place")
            return [row[0] for row in cursor.fetchall()]

    return copied


class TestLine:
    @pytest.mark.parametrize(
        ("kind", "values"),
        [
            ("text", ["", "\\N", "\\.", "a\\nb", "two\nlines\r\n\tand a tab", "Zürich\u00a0– “CH”", None]),
            ("text[]", [[], ["", "NULL", 'a "b" \\', "c,{d}", "e\nf"], ("one", "two")]),
            ("boolean", [True, False, None]),
            ("integer", [0, 1, -7, None]),
            ("double precision", [0.1, 6.123456789012345, -1e-7]),
            ("numeric(11, 2)", [Decimal("4200.50"), None]),
            ("date", [datetime.date(2026, 4, 3), None]),
            ("timestamptz", [datetime.datetime(2026, 4, 3, 12, 30, 0, 123456, tzinfo=datetime.UTC)]),
            ("uuid", [uuid.UUID("5f0d3a52-1c52-5a8e-9c1d-7a1b6f1f7a10")]),
            ("bytea", [b"", b"\x00\\\xff"]),
        ],
    )
    def test_comes_back_as_it_was(self, copied, kind, values):
        found = copied(kind, values)

        assert found == [list(value) if isinstance(value, tuple) else value for value in values]

    @settings(max_examples=50)
    @given(values=st.lists(texts, min_size=1))
    def test_keeps_every_text(self, copied, values):
        assert copied("text", values) == values

    @settings(max_examples=50)
    @given(values=st.lists(st.lists(texts), min_size=1))
    def test_keeps_every_list_of_texts(self, copied, values):
        assert copied("text[]", values) == values

    @pytest.mark.without_database
    def test_writes_a_choice_as_its_value(self):
        assert line_of([Language.DE, "x"]) == "de\tx"

    @pytest.mark.without_database
    @given(st.lists(texts, min_size=1))
    def test_is_the_same_whether_its_texts_need_care_or_not(self, values):
        assert line_of(values) == "\t".join(line_of([value]) for value in values)

    @pytest.mark.without_database
    def test_refuses_what_it_does_not_know(self):
        with pytest.raises(TypeError, match="COPY has no text for object"):
            line_of([object()])
