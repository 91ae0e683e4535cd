import datetime

import pytest
from django.utils.translation import override

from tandem.eservices.on_paper import layout
from tandem.eservices.procedures.tests.factories import ANSWERS, declare

pytestmark = pytest.mark.without_database


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def questions(answers=None, known=None, **changes):
    steps = layout.lines(declare(**changes), answers or {}, known or {})
    return {asked["number"]: asked for step in steps for asked in step["questions"]}


class TestLines:
    def test_number_every_question_once_through_all_pages(self):
        assert list(questions()) == list(range(1, 9))

    def test_lead_past_what_an_answer_leaves_out(self):
        worked, ill = questions()[1], questions()[4]

        assert [option["go"] for option in worked["options"]] == ["", "go to 4"]
        assert [option["go"] for option in ill["options"]] == ["", "go to 7"]

    def test_say_on_what_a_question_hangs_also_across_pages(self):
        asked = questions()

        assert asked[2]["condition"] == "Only if your answer to question 1 is: Yes."
        assert asked[8]["condition"] == "Only if your answer to question 1 is: Yes."  # its page hangs on it
        assert asked[4]["condition"] == ""

    def test_hold_what_is_answered_and_known_and_tick_nothing_else(self):
        blank = questions()
        assert not any(option["checked"] for asked in blank.values() for option in asked["options"])

        filled = questions({**ANSWERS, "ill_from": datetime.date(2026, 3, 9)})
        assert [option["checked"] for option in filled[1]["options"]] == [True, False]
        assert filled[2]["rows"][0] == ["Beck am Bach", "812.50"]
        assert filled[5]["value"] == "9.3.2026"
        assert questions(known={"phone": "+41 79 000 00 00"})[7]["value"] == "+41 79 000 00 00"

    def test_leave_room_by_the_kind_of_answer(self):
        kinds = {number: asked["kind"] for number, asked in questions().items()}

        assert kinds == {1: "one", 2: "rows", 3: "one", 4: "one", 5: "day", 6: "day", 7: "line", 8: "box"}
