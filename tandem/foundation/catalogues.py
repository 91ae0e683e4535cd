"""Message catalogues without gettext's programs: found by Babel, kept by polib, read by Django.

English is the source language and needs no catalogue. Every feature has its own, in `<feature>/locale/`.
"""

import ast
import dataclasses
import io
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib
from django.utils.translation.template import templatize

LANGUAGES = ("de", "fr", "it")
_PLURAL_RULES = {"de": "n != 1", "fr": "n > 1", "it": "n != 1"}
_KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|\{\w*\}|(?<!%)%[sd]")
# People are addressed formally, everywhere.
_FAMILIAR = {
    # EURES, the European network of employment services, is not "eures".
    "de": re.compile(r"\b(?-i:(?!EURES\b))(du|dich|dir|dein\w{0,2}|euch|eue?re?\w?)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(tu|toi|tes)\b", re.IGNORECASE),
    "it": re.compile(r"\b(tu|tuo|tua|tuoi|tue)\b", re.IGNORECASE),
}
# German and Italian address somebody with a capital, and speak of somebody else with the same word in small letters.
# Where the English sentence knows "you" and nobody else, the small one is a slip.
_SMALL = {
    "de": re.compile(r"\b(ihr|ihre[mnrs]?|ihnen)\b"),
    "it": re.compile(r"\b(su[ao]|sue|suoi|lei|\w+(?:ar|er|ir)le)\b|\ble (?:ha|hanno|serve|chiede|mostra)\b"),
}
_READER = re.compile(r"\b(you|yours?|yourself)\b", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"\b(she|hers?|herself|he|him|his|it|its|itself|they|theirs?|them|person|people|both|each|somebody)\b",
    re.IGNORECASE,
)
# One apostrophe in all catalogues, the straight one: an SMS with a curly one has 70 signs instead of 160.
_CURLY = str.maketrans({"’": "'"})
_ELIDING = {"fr", "it"}
# French sets a space that breaks no line before these signs and inside its quotation marks, as swiyu and eid.admin.ch
# do. No space before what goes on at once is meant as such: 09:30, https://, ?page=2, &amp;
_OPENING = re.compile(r"«[ \u202f\xa0]*")
_SIGN = re.compile(r"(?<=[^\s(:;!?])(?<!«\xa0)[ \u202f\xa0]*([:;!?»])(?=[\s<)»\]\".,:;!?]|$)")
_ENTITY = re.compile(r"&#?\w+$")

Key = tuple[str | None, str]


@dataclasses.dataclass
class Message:
    """A sentence of the source: its context, its plural, the files it stands in."""

    msgid: str
    plural: str | None
    context: str | None
    files: set[str] = dataclasses.field(default_factory=set)


def sentences(feature: Path) -> dict[Key, Message]:
    """All translatable sentences in the Python files and templates of the folder `feature`.

    Raises ValueError, with the file, for one sentence that has two plurals.
    """
    found: dict[Key, Message] = {}
    for path in _sources(feature):
        name = path.relative_to(feature).as_posix()
        for context, msgid, plural in _read(path):
            message = found.setdefault((context, msgid), Message(msgid, plural, context))
            if plural and message.plural and plural != message.plural:
                raise ValueError(f"{path}: “{msgid}” has two plurals: “{message.plural}” and “{plural}”")
            message.plural = message.plural or plural
            message.files.add(name)
    return found


def _sources(feature: Path) -> Iterator[Path]:
    for path in sorted(feature.rglob("*")):
        parts = path.relative_to(feature).parts
        if any((folder / "apps.py").exists() for folder in path.parents if feature in folder.parents):
            continue  # an app inside this one has its own catalogue
        if {"tests", "migrations", "locale", "static", "__pycache__"} & set(parts):
            continue
        if path.suffix == ".py" or ("templates" in parts and path.suffix in {".html", ".txt", ".xml"}):
            yield path


def _read(path: Path) -> Iterator[tuple[str | None, str, str | None]]:
    from babel.messages.extract import extract  # noqa: PLC0415 - a production machine compiles, it does not extract

    source = path.read_text("utf-8")
    if path.suffix != ".py":
        # Between brackets the tokenizer does not care how the template was indented.
        source = "(" + templatize(source, origin=str(path)) + "\n)"
    else:
        ast.parse(source, str(path))
    for _line, ids, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=_KEYWORDS):
        singular, plural = ids if isinstance(ids, tuple) else (ids, None)
        if singular:
            yield context, singular, plural


def catalogue_path(feature: Path, language: str) -> Path:
    return feature / "locale" / language / "LC_MESSAGES" / "django.po"


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile()


def _entries(path: Path) -> dict[Key, polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in _open(path) if not entry.obsolete}


def update(feature: Path, language: str) -> tuple[int, int]:
    """Bring one catalogue in line with the source, keep its translations; return (sentences, untranslated)."""
    path = catalogue_path(feature, language)
    known = _entries(path)
    catalogue = polib.POFile(wrapwidth=119)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals=2; plural=({_PLURAL_RULES[language]});",
    }
    for key, message in sorted(sentences(feature).items(), key=lambda item: (item[0][1], item[0][0] or "")):
        entry = _entry(message, known.get(key))
        _set(entry, language)
        catalogue.append(entry)
    if catalogue:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{catalogue}", "utf-8")
    elif path.exists():
        path.unlink()
    return len(catalogue), len(catalogue.untranslated_entries())


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.msgid,
        msgctxt=message.context,
        occurrences=[(name, "") for name in sorted(message.files)],
        flags=[*_formats(message)],
    )
    if known:
        entry.tcomment = known.tcomment
        entry.flags += [flag for flag in known.flags if flag == "fuzzy"]
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = (known and known.msgstr_plural) or {0: (known and known.msgstr) or "", 1: ""}
    elif known:
        entry.msgstr = known.msgstr or (known.msgstr_plural or {}).get(0, "")
    return entry


def _set(entry: polib.POEntry, language: str) -> None:
    """Set the signs of a translation as the language wants them: apostrophes, and the spaces of French."""
    entry.msgstr = _typeset(entry.msgstr, language)
    entry.msgstr_plural = {form: _typeset(text, language) for form, text in entry.msgstr_plural.items()}


def _typeset(text: str, language: str) -> str:
    if language in _ELIDING:
        text = text.translate(_CURLY)
    return _spaced(text) if language == "fr" else text


def _spaced(text: str) -> str:
    def before(sign: re.Match[str]) -> str:
        return sign[0] if _ENTITY.search(text, 0, sign.start()) else f"\xa0{sign[1]}"

    text = _OPENING.sub("«\xa0", text)
    return _SIGN.sub(before, text)


def _formats(message: Message) -> Iterator[str]:
    text = message.msgid + (message.plural or "")
    if re.search(r"%\(\w+\)|(?<!%)%[sd]", text):
        yield "python-format"
    elif re.search(r"\{\w*\}", text):
        yield "python-brace-format"


def problems(features: Iterable[Path]) -> list[str]:
    """Everything that a reader of another language would stumble over, one sentence each."""
    found: list[str] = []
    translations: dict[tuple[str, Key], dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for feature in features:
        source = sentences(feature)
        for language in LANGUAGES:
            entries = _entries(catalogue_path(feature, language))
            place = f"{feature.name}/{language}"
            found += [f"{place}: not in the catalogue yet: “{key[1]}”" for key in source if key not in entries]
            found += [f"{place}: obsolete, said nowhere any more: “{key[1]}”" for key in entries if key not in source]
            for key, entry in entries.items():
                found += [f"{place}: {problem}: “{key[1]}”" for problem in _faults(entry, language)]
                if key in source and entry.translated():
                    translations[language, key][_texts(entry)].append(feature.name)
    for (language, (_, msgid)), texts in translations.items():
        if len(texts) > 1:
            said = ", ".join(f"“{text[0]}” ({' and '.join(where)})" for text, where in sorted(texts.items()))
            found.append(f"{language}: translated in {len(texts)} ways: “{msgid}”: {said}")
    return found


def _texts(entry: polib.POEntry) -> tuple[str, ...]:
    if entry.msgid_plural:
        return tuple(text for _, text in sorted(entry.msgstr_plural.items()))
    return (entry.msgstr,)


def _faults(entry: polib.POEntry, language: str) -> Iterator[str]:
    texts = _texts(entry)
    if "fuzzy" in entry.flags:
        yield "marked as doubtful (fuzzy)"
    if not all(texts) or (entry.msgid_plural and len(texts) < 2):
        yield "not translated"
        return
    sources = [_placeholders(entry.msgid), _placeholders(entry.msgid_plural or entry.msgid)]
    for number, text in enumerate(texts):
        # The first form may leave the number out ("one ad") where English does, or keep it where English does not.
        if _placeholders(text) not in (sources if number == 0 else sources[1:]):
            yield f"placeholders differ in “{text}”"
    joined = " ".join(texts)
    if language == "de" and "ß" in joined:
        yield "Swiss German has no ß"
    if language in _ELIDING and "’" in joined:
        yield "the apostrophe is the straight one; `messages update` sets it"
    if language == "fr" and any(text != _spaced(text) for text in texts):
        yield "a space that does not break stands before : ; ! ? » and after «; `messages update` sets it"
    if familiar := _FAMILIAR[language].search(joined):
        yield f"addresses the reader familiarly (“{familiar.group()}”)"
    if (small := _small(entry.msgid, joined, language)) is not None:
        yield f"addresses the reader in small letters (“{small}”)"


def _small(msgid: str, text: str, language: str) -> str | None:
    if language not in _SMALL or not _READER.search(msgid) or _SOMEBODY_ELSE.search(msgid):
        return None
    found = _SMALL[language].search(text)
    return found.group() if found else None


def _placeholders(text: str) -> list[str]:
    return sorted(set(_PLACEHOLDER.findall(text)))


def compile_catalogue(feature: Path, language: str) -> bool:
    """Write the `.mo` that Django reads, unless it is newer than its source; say whether it was written."""
    source = catalogue_path(feature, language)
    target = source.with_suffix(".mo")
    if not source.exists():
        target.unlink(missing_ok=True)
        return False
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    # Written aside and renamed: several test processes may compile at the same moment.
    handle, aside = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    os.close(handle)
    _open(source).save_as_mofile(aside)
    Path(aside).chmod(0o644)
    Path(aside).replace(target)
    return True
