"""All figures for one number of ads: `python -m tandem.project.bench.one_size COUNT FILE`."""

import sys
from pathlib import Path

import django

from tandem.project.bench.report import Report


def main(count: int, file: Path) -> None:
    django.setup()
    from tandem.project.bench import corpus, engine, pages, reference  # noqa: PLC0415 - they need Django set up

    report = Report(ads=count)
    corpus.measure(report, count)
    engine.measure(report, count)
    pages.measure(report, count)
    reference.measure(report)
    report.write(file)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
