"""Figures for one number of ads: `python -m tandem.project.bench.one_size PART COUNT FILE`.

`corpus` fills and writes; `web` asks, in a process that has done nothing else, so that its memory is a web process's;
`access` measures the gate and the ledger, for COUNT rows; `login` the steps of a log-in, for COUNT people; `receipts`
the issuing of COUNT receipts; `live` COUNT sessions of two screens each; `visit` COUNT visits of the filing day.
"""

import sys
from pathlib import Path

import django

from tandem.project.bench.report import Report

PARTS = ("corpus", "web")


def main(part: str, count: int, file: Path) -> None:
    django.setup()
    from tandem.project.bench import (  # noqa: PLC0415 - they need Django set up
        access,
        corpus,
        engine,
        logins,
        pages,
        receipts,
        reference,
        streams,
        visits,
    )

    report = Report(ads=count)
    if part == "corpus":
        corpus.measure(report, count)
    elif part == "access":
        access.measure(report, count)
    elif part == "login":
        logins.measure(report, count)
    elif part == "receipts":
        receipts.measure(report, count)
    elif part == "live":
        streams.measure(report, count)
    elif part == "visit":
        visits.measure(report, count)
    else:
        pages.measure(report, count)
        engine.measure(report, count)
        reference.measure(report)
    report.write(file)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
