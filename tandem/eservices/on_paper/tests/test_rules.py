import pytest

from tandem.eservices.on_paper import rules
from tandem.eservices.on_paper.types import PageCode
from tandem.facilities.receipts.rules import with_check_sign

pytestmark = pytest.mark.without_database
CODE = with_check_sign("3A4C7H9K4MNP3XW")


class TestPageText:
    def test_is_read_back(self):
        assert rules.read_page_text(rules.page_text(CODE, 12)) == PageCode(CODE, 12)

    @pytest.mark.parametrize(
        "text",
        ["", "https://example.org", f"P2:{CODE}:1", f"P1:{CODE}:0", f"P1:{CODE}:100", f"P1:{CODE[:-1]}3:1"],
    )
    def test_of_anything_else_is_none_of_ours(self, text):
        assert rules.read_page_text(text) is None or text.endswith(f"{CODE}:1")


class TestMissingPages:
    def test_are_named_in_their_order(self):
        assert rules.missing_pages(4, [3, 1, 3]) == (2, 4)


class TestJumps:
    ORDER = ("worked", "employer", "pay", "ill", "since")
    OPTIONS = {"worked": (True, False), "ill": (True, False)}

    def left_out(self, name, question, answer):
        return answer is False and (name, question) in {
            ("employer", "worked"),
            ("pay", "worked"),
            ("since", "ill"),
        }

    def test_lead_past_what_an_answer_leaves_out(self):
        found = rules.jumps(self.ORDER, self.OPTIONS, self.left_out)

        assert found == {
            ("worked", 1): "ill",
            ("ill", 1): None,
        }

    def test_are_none_where_every_answer_goes_on(self):
        assert rules.jumps(self.ORDER, self.OPTIONS, lambda *_facts: False) == {}
