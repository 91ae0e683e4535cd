"""Each journey is played both ways; what "with" costs is never more, and docs/friction.md says what it costs."""

import datetime
from pathlib import Path

import pytest

from tandem.facilities.notifications.tests.worker import a_kind, tell, use
from tandem.foundation.clock import now, today
from tandem.market.ads.search import answering
from tandem.market.ads.tests.search_country import COOK, country, index
from tandem.market.ads.tests.test_search_finding import ad
from tests.friction import table
from tests.friction.journeys import JOURNEYS, Journey
from tests.friction.player import Count
from tests.friction.scene import MOMENT, begin_session, give_mandate, some_efforts, two_people

__all__ = ["country", "index"]

pytestmark = pytest.mark.usefixtures("country")

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "friction.md"


@pytest.fixture(autouse=True)
def _everything_there(clock, monkeypatch, index):
    clock.freeze(MOMENT)
    monkeypatch.setattr(answering, "_drawings", answering._Drawings())
    answering.criteria_of.cache_clear()
    use(a_kind(), monkeypatch)
    week = datetime.timedelta(days=7)
    days = {"publication_starts_on": today() - week, "publication_ends_before": today() + week}
    ad("Koch in Bern", occupation=COOK, with_parts=True, **days)
    index()


def played(journey: Journey, *, together: bool) -> Count:
    """What both had to do."""
    scene = two_people()
    if journey.needs_efforts:
        some_efforts(scene.person)
    if journey.needs_letter:
        tell(scene.person, now=now())
    if journey.is_begin:
        pass
    elif not together:
        give_mandate(scene, sends=journey.sends)
    elif journey.in_session:
        begin_session(scene)
    play = journey.alone if together else journey.in_place
    play(scene)
    return scene.count


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
class TestFriction:
    def test_with_her_costs_no_more_than_in_her_place(self, journey):
        together = played(journey, together=True)
        alone = played(journey, together=False)

        assert together.interactions <= alone.interactions
        assert table.line(journey, together, alone) in DOCUMENT.read_text().splitlines()


def test_the_table_has_every_journey_and_no_other():
    lines = DOCUMENT.read_text().splitlines()
    rows = [line for line in lines if line.startswith("| ") and "|---" not in line][1:]

    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [journey.name for journey in JOURNEYS]
