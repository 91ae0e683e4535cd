"""A tenth of the ads first, then all of them, to show how cost grows; each in a process of its own.

`python -m tandem.project.bench access` measures the gate and the ledger alone, `… login` the steps of a log-in,
`… receipts` the issuing of receipts, `… live` two screens of many sessions at once, `… visit` what one visit of the
filing day costs.
"""

import os
import subprocess
import sys

from tandem.project import embedded
from tandem.project.bench import place
from tandem.project.bench.one_size import PARTS
from tandem.project.bench.report import Report

ALONE = ("access", "login", "receipts", "live", "visit")
PEOPLE = 200
RECEIPTS = 5_000
SESSIONS = 200
VISITS = 12
ONE_SIZE = "tandem.project.bench.one_size"


def main() -> int:
    alone = [part for part in ALONE if part in sys.argv[1:]]
    ads = 0 if alone else place.ads()
    rows = int(os.environ.get("LEDGER_ROWS") or 150_000)
    report = Report(ads=ads)
    try:
        for number in (ads // 10, ads) if ads else ():
            place.prepare()
            for part in PARTS:
                _measure(report, part, number)
        parts = {"access": rows, "login": PEOPLE, "receipts": RECEIPTS, "live": SESSIONS, "visit": VISITS}
        for part, number in parts.items():
            if not alone or part in alone:
                place.prepare(tables=part != "live")
                _measure(report, part, number)
    finally:
        place.leave()
    print("\n" + report.table())  # noqa: T201 - this is a program that talks to a person
    report.write(embedded.LOCAL / "bench.json")
    print(f"\nAlso as JSON: {embedded.LOCAL.name}/bench.json")  # noqa: T201
    return 0 if all(figure.met for figure in report.figures) else 1


def _measure(report: Report, part: str, number: int) -> None:
    figures = place.FOLDER / f"{part}.json"
    subprocess.run([sys.executable, "-m", ONE_SIZE, part, str(number), str(figures)], check=True)  # noqa: S603
    report.read(figures)


if __name__ == "__main__":
    sys.exit(main())
