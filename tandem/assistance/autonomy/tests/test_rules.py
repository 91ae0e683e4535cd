import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.assistance.autonomy import rules
from tandem.assistance.autonomy.enums import LEVELS, NextTime, Why
from tandem.assistance.autonomy.types import Known
from tandem.identity.access.enums import Presence, Reach

ALONE, LOOK, OWN_HANDS, HELPER_HANDS, IN_PLACE = LEVELS
levels = st.sampled_from(LEVELS)


class TestLevelOf:
    @pytest.mark.parametrize(
        ("sent", "answers", "level"),
        [
            (ALONE, [], ALONE),
            (ALONE, [ALONE, ALONE], ALONE),
            (LOOK, [ALONE], LOOK),
            (ALONE, [ALONE, OWN_HANDS], OWN_HANDS),
            (OWN_HANDS, [HELPER_HANDS, ALONE], HELPER_HANDS),
            (ALONE, [ALONE, IN_PLACE, ALONE], IN_PLACE),
            (IN_PLACE, [ALONE], IN_PLACE),
            (LOOK, [IN_PLACE], IN_PLACE),
        ],
    )
    def test_is_the_one_that_is_least_ones_own(self, sent, answers, level):
        assert rules.level_of(sent, answers) is level

    @pytest.mark.parametrize("answers", [[Presence.ON_PAPER], [ALONE, Presence.ON_PAPER]])
    def test_is_not_said_of_what_came_on_paper(self, answers):
        assert rules.level_of(Presence.ON_PAPER, answers) is None
        assert rules.level_of(ALONE, answers) is None

    @given(sent=levels, answers=st.lists(levels, max_size=5))
    def test_never_looks_more_ones_own_than_any_part_of_it(self, sent, answers):
        level = rules.level_of(sent, answers)

        assert all(LEVELS.index(level) >= LEVELS.index(part) for part in [sent, *answers])
        assert level in [sent, *answers]


class TestNextReach:
    @pytest.mark.parametrize(
        ("reach", "known", "proposed", "why"),
        [
            (Reach.SEND, Known(), Reach.SEND_WITH_CONFIRMATION, Why.NOTHING_KNOWN),
            (Reach.SEND, Known([IN_PLACE, ALONE]), Reach.SEND, Why.DONE_IN_PLACE),
            (Reach.SEND, Known([HELPER_HANDS]), Reach.SEND_WITH_CONFIRMATION, Why.DID_TOGETHER),
            (Reach.PREPARE, Known([OWN_HANDS]), Reach.PREPARE, Why.DID_TOGETHER),
            (Reach.READ, Known([OWN_HANDS]), Reach.READ, Why.DID_TOGETHER),
            (Reach.PREPARE, Known([ALONE, LOOK, IN_PLACE]), Reach.READ, Why.DID_ALONE),
            (Reach.PREPARE, Known([ALONE]), Reach.READ, Why.NOTHING_KNOWN),
            (Reach.SEND, Known([IN_PLACE], NextTime.YES), Reach.SEND_WITH_CONFIRMATION, Why.SAID_YES),
            (Reach.SEND, Known([ALONE, ALONE], NextTime.NO), Reach.SEND, Why.SAID_NO),
            (Reach.SEND_WITH_CONFIRMATION, Known([ALONE], NextTime.WITH_HELP), Reach.PREPARE, Why.SAID_WITH_HELP),
            (Reach.PREPARE, Known([ALONE], NextTime.WITH_HELP), Reach.PREPARE, Why.SAID_WITH_HELP),
            (Reach.BE_PRESENT, Known([ALONE], NextTime.YES), Reach.BE_PRESENT, Why.NARROWEST),
        ],
    )
    def test_follows_the_persons_word_before_what_was_recorded(self, reach, known, proposed, why):
        found = rules.next_reach(reach, known)

        assert (found.reach, found.why) == (proposed, why)

    @given(
        reach=st.sampled_from(Reach),
        found=st.lists(levels, max_size=4),
        said=st.none() | st.sampled_from(NextTime),
    )
    def test_never_proposes_more_and_never_more_than_one_step_less(self, reach, found, said):
        proposed = rules.next_reach(reach, Known(found, said)).reach
        order = list(Reach)

        assert order.index(reach) - 1 <= order.index(proposed) <= order.index(reach)

    def test_every_reason_is_a_whole_sentence(self):
        assert all(str(why.label).endswith(".") for why in Why)

    def test_covers_every_task_but_the_log_in_with_an_area(self):
        named = set(itertools.chain.from_iterable(rules.TASKS.values()))

        assert {task.value for task in rules.Task} - {task.value for task in named} == {"log_in"}
