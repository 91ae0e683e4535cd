"""Make the compact tables that ship in tandem/reference/*/data from the owners' files.

    python scripts/compact_reference.py FOLDER [--only localities]

FOLDER holds the sources as docs/data.md lists them (geo/, esco/, swiss/, codelists/). The result depends on nothing
but the sources and the hand-kept tables in scripts/reference: repeated runs write the same bytes.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # what a name or a label is compared by is the platform's own

from reference import localities, occupations  # noqa: E402

PARTS = {"localities": localities.compact, "occupations": occupations.compact}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--only", choices=PARTS, help="one of the two lists")
    options = parser.parse_args()
    for part in [options.only] if options.only else PARTS:
        for path in PARTS[part](options.sources, ROOT / "tandem/reference" / part / "data"):
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:,.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
