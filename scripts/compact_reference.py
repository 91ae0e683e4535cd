"""Make the compact tables that ship in tandem/reference/*/data from the owners' files.

    python scripts/compact_reference.py FOLDER [localities] [occupations]

FOLDER holds the sources as docs/data.md lists them (geo/, esco/, swiss/, codelists/). The result depends on nothing
but the sources and the hand-kept tables in scripts/reference: repeated runs write the same bytes.
"""

import argparse
from pathlib import Path

from reference import localities, occupations

ROOT = Path(__file__).resolve().parents[1]
PARTS = {"localities": localities.compact, "occupations": occupations.compact}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    options = parser.parse_args()
    for part in options.parts:
        for path in PARTS[part](options.sources, ROOT / "tandem/reference" / part / "data"):
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:,.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
