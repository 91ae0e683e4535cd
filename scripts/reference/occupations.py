"""ESCO occupations, the Swiss titles of the AVAM list beside them, CH-ISCO-19, and the reporting obligation."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from reference.tables import read, write
from tandem.foundation.folding import fold
from tandem.reference.occupations.wording import DEGREES, keys

USUAL = Path(__file__).with_name("usual_titles.tsv")
TWINS = Path(__file__).with_name("avam_twins.tsv")
LANGUAGES = ("de", "fr", "it", "en")

Row = dict[str, str]
Labels = dict[tuple[str, str], tuple[str, str]]  # (language, folded) -> (kind, label)


class Occupation:
    def __init__(self, key: str, isco08: str, esco_code: str = "", chisco5: str = "") -> None:
        self.key, self.isco08, self.esco_code, self.chisco5 = key, isco08, esco_code, chisco5
        self.labels: Labels = {}

    def add(self, language: str, kind: str, label: str) -> None:
        """The first kind under which a label comes stays, but an official one wins."""
        # Our copy of ESCO was once searched and replaced: "restcloudnt".
        label = " ".join(label.replace("\xa0", " ").replace("estcloudnt", "estaurant").split())
        if kind == "official":
            self.labels.pop((language, fold(label)), None)
        if fold(label):
            self.labels.setdefault((language, fold(label)), (kind, label))


def compact(sources: Path, target: Path) -> Iterator[Path]:
    occupations = _esco(sources)
    avam = _avam(sources, occupations)
    _usual(occupations)
    employment = _employment(sources)

    yield write(
        target / "occupations.tsv.gz",
        ["id", "isco08", "esco_code", "chisco5", "employment"],
        [
            [o.key, o.isco08, o.esco_code, o.chisco5, employment.get(o.chisco5[:4] or o.isco08, 0)]
            for o in sorted(occupations.values(), key=lambda o: o.key)
        ],
    )
    yield write(
        target / "labels.tsv.gz",
        ["occupation", "language", "kind", "label"],
        [
            [o.key, language, kind, label]
            for o in sorted(occupations.values(), key=lambda o: o.key)
            for (language, _), (kind, label) in sorted(o.labels.items(), key=lambda item: (item[0][0], item[1]))
        ],
    )
    english = {row["code"]: row["en"] for row in read(sources / "esco/isco08_titles_4lang.csv")}
    yield write(
        target / "ch_isco.tsv.gz",
        ["code", "level", *LANGUAGES],
        [
            [row["code"], len(row["code"]), row["de"], row["fr"], row["it"], _english(row["code"], english)]
            for name in ("1_major", "2_submajor", "3_minor", "4_unit", "5_type")
            for row in read(sources / f"swiss/ch_isco_19_{name}.csv")
        ],
    )
    yield write(target / "avam.tsv.gz", ["code", "generation", "chisco5", "occupation", "de", "fr", "it"], avam)
    yield write(
        target / "reporting_obligation.tsv",
        ["year", "chisco5", "sample"],
        [[row["year"], row["ch_isco_19"], 1] for row in read(sources / "swiss/reporting_obligation_2023.csv")],
    )


def _english(code: str, english: dict[str, str]) -> str:
    """The ISCO-08 title of the narrowest group that holds the Swiss code."""
    while code not in english:
        code = code[:-1]
    return english[code]


def _esco(sources: Path) -> dict[str, Occupation]:
    occupations: dict[str, Occupation] = {}
    rows = sorted(read(sources / "esco/occupation_labels_4lang.csv"), key=lambda row: row["kind"], reverse=True)
    for row in rows:  # "preferred" before "alt"
        key = row["conceptUri"].rpartition("/")[2][:8]
        if key not in occupations:
            occupations[key] = Occupation(key, row["isco08"], row["esco_code"])
        occupations[key].add(row["lang"], row["kind"], row["label"])
    return occupations


def _avam(sources: Path, occupations: dict[str, Occupation]) -> list[list[object]]:
    """Add the Swiss titles: to the ESCO occupation of the same name in the same minor group, else on their own."""
    titles = {row["avam_beruf_nr"]: row for row in read(sources / "codelists/avam-occupations-2019-04.tsv", "\t")}
    olds: dict[str, list[str]] = defaultdict(list)
    for row in read(sources / "codelists/avam-old-new-bfs-chisco.tsv", "\t"):
        olds[row["avam_new"]].append(row["avam_old"])
    by_key = _by_key(occupations, ("de", "fr"))
    by_english = _by_english(occupations)
    by_hand = {row["avam"]: by_english[row["occupation"]] for row in read(TWINS, "\t")}
    rows: list[list[object]] = []
    for row in read(sources / "codelists/avam-new-2026-fr.tsv", "\t"):
        code, chisco5 = row["avam"], row["chisco5"] or ""
        old_titles = [titles[old] for old in olds[code] if old in titles]
        de, fr, it = _pairs(row, old_titles)
        occupation = by_hand.get(code) or _twin(chisco5, de, fr, by_key)
        if occupation is None and chisco5:
            occupation = occupations[f"avam-{code}"] = Occupation(f"avam-{code}", chisco5[:4])
        rows.append([code, "new", chisco5, occupation.key if occupation else "", de, fr, it])
        if occupation is None:
            continue
        occupation.chisco5 = occupation.chisco5 or chisco5
        _entitle(occupation, {"de": de, "fr": fr, "it": it}, old_titles)
        for old in sorted(set(olds[code])):
            title = titles.get(old, {})
            own = [title.get(f"label_m_{language}") or new for language, new in (("de", de), ("fr", fr), ("it", it))]
            rows.append([old, "old", chisco5, occupation.key, *own])
    return sorted({str(row[0]): row for row in rows}.values(), key=lambda row: str(row[0]))


def _by_key(occupations: dict[str, Occupation], languages: tuple[str, ...]) -> dict[str, dict[str, list[Occupation]]]:
    """By language and key, those that prefer the label first."""
    found: dict[str, dict[str, list[Occupation]]] = {language: defaultdict(list) for language in languages}
    for occupation in occupations.values():
        for (language, _), (kind, label) in occupation.labels.items():
            for key in keys(label) if language in found else ():
                bucket = found[language][key]
                bucket.insert(0 if kind == "preferred" else len(bucket), occupation)
    return found


def _entitle(occupation: Occupation, pairs: dict[str, str], old_titles: list[Row]) -> None:
    for language, pair in pairs.items():
        if pair:
            occupation.add(language, "swiss" if _knows(occupation, language, pair) else "official", pair)
            for half in pair.split("/"):
                occupation.add(language, "swiss", half)
        for title in old_titles:
            for gender in ("m", "w"):
                occupation.add(language, "swiss", title[f"label_{gender}_{language}"])


def _pairs(row: Row, old_titles: list[Row]) -> tuple[str, str, str]:
    """The title in both genders and three languages: "Koch/Köchin", "Cuisinier/Cuisinière", "Cuoco/Cuoca"."""
    de, fr = row["label_de_2020"] or "", row["label_fr"] or ""
    own = next(
        (title for title in old_titles if _bare(title["label_m_de"]) == _bare(de)),
        next((title for title in old_titles if _bare(title["label_m_fr"]) == _bare(fr)), None),
    )
    if own is None:
        return de, fr, ""
    pairs = []
    for language, given in (("de", de), ("fr", fr), ("it", "")):
        masculine, feminine = _bare(own[f"label_m_{language}"]), _bare(own[f"label_w_{language}"])
        if given and fold(masculine) != fold(given):
            pairs.append(given)
        else:
            man, woman = _capital(given or masculine), _capital(feminine)
            pairs.append(man if fold(man) == fold(woman) or not woman else f"{man}/{woman}")
    return pairs[0], pairs[1], pairs[2]


def _knows(occupation: Occupation, language: str, title: str) -> bool:
    """Whether its best label says the same already, or a Swiss title came before."""
    best = [label for (spoken, _), (kind, label) in occupation.labels.items() if spoken == language and kind != "alt"]
    official = any(kind == "official" for (spoken, _), (kind, _) in occupation.labels.items() if spoken == language)
    return official or any(keys(label) & keys(title) for label in best)


def _bare(title: str) -> str:
    """Without the degrees behind it."""
    words = title.split()
    while words and fold(words[-1]) in DEGREES:
        words.pop()
    return " ".join(words)


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _twin(chisco5: str, de: str, fr: str, by_key: dict[str, dict[str, list[Occupation]]]) -> Occupation | None:
    """The ESCO occupation with the same name whose group agrees; without a Swiss code the name must be unique."""
    for language, title in (("de", de), ("fr", fr)):
        named = [o for key in sorted(keys(title)) for o in by_key[language][key]]
        if not chisco5:
            if len({o.isco08 for o in named}) == 1:
                return named[0]
            continue
        for digits in (4, 3, 2):
            for occupation in named:
                if occupation.isco08[:digits] == chisco5[:digits]:
                    return occupation
    return None


def _usual(occupations: dict[str, Occupation]) -> None:
    """Titles that everybody uses and no list has, by hand: `esco` is the English preferred label they belong to."""
    by_english = _by_english(occupations)
    for row in read(USUAL, "\t"):
        occupation = by_english.get(row["occupation"]) or occupations.get(row["occupation"])
        if occupation is None:
            raise SystemExit(f"usual_titles.tsv: no occupation is called {row['occupation']!r}")
        for title in row["titles"].split("|"):
            occupation.add(row["language"], "usual", title)


def _by_english(occupations: dict[str, Occupation]) -> dict[str, Occupation]:
    return {
        label: occupation
        for occupation in occupations.values()
        for (language, _), (kind, label) in occupation.labels.items()
        if (language, kind) == ("en", "preferred")
    }


def _employment(sources: Path) -> dict[str, int]:
    """Hundreds of employed people per unit group, 2019-2021: who is meant first when a word may mean several."""
    rows = read(sources / "swiss/bfs_employment_by_chisco19_2019_2021_thousands.csv")
    return {row["code"]: round(float(row["total"]) * 10) for row in rows if len(row["code"]) == 4 and row["total"]}
