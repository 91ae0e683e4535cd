"""Who tests what when several processes do it: whole files, and first those that take longest.

By files, so that what a module makes once (`worlds.py`) is made by one process. The journeys on the demo are one
share: the demo takes long to start, and a code that opened it once opens it no more.
"""

from pathlib import PurePosixPath

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

ON_THE_DEMO = "tests/journeys/demo"
# What a browser plays takes longer than its number of tests tells. Small files come at the end, so that no process is
# left alone with a long one.
LONGEST = (ON_THE_DEMO, "tests/journeys")


def share_of(test: str) -> str:
    """The share of the test with this id: a file, or the folder whose files belong together."""
    file = test.partition("::")[0]
    return ON_THE_DEMO if PurePosixPath(file).is_relative_to(ON_THE_DEMO) else file


def turn_of(share: str, tests: int) -> tuple[int, int]:
    """What to sort shares by, with their number of tests."""
    places = [place for place, folder in enumerate(LONGEST) if PurePosixPath(share).is_relative_to(folder)]
    return (places[0] if places else len(LONGEST), -tests)


class Shares(LoadScopeScheduling):
    """xdist's way to hand out tests in units, with units and an order of our own."""

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        following = min(self.workqueue, key=lambda share: turn_of(share, len(self.workqueue[share])))
        self.workqueue.move_to_end(following, last=False)
        super()._assign_work_unit(node)
