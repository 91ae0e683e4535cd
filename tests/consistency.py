"""Questions about the repository itself; the tests ask them of the house, and of planted faults."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Django looks these up by name.
FOUND_BY_DJANGO = ("django/forms/", "registration/")
# Written apart, so that this file does not find itself.
HOSTS = [
    f"{name}.{end}" for name, end in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("yarnpkg", "com")]
]
REPLACED_CLOCK = re.compile(
    r"""(?:setattr|patch|patch\.object)\(\s*(?:["'](?:[\w.]+\.)?clock(?:\.\w+)?["']|(?:\w+\.)*clock,)"""
)
RENAMED_TRANSLATION = re.compile(r"import [^\n]*\bn?p?gettext(?:_lazy)? as (?!_(?:\W|$))\w+")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|home|Users|work)/[\w.-]+/?")


def files() -> list[Path]:
    """Everything that is tracked or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts(suffixes: tuple[str, ...] = ()) -> Iterator[tuple[Path, str]]:
    """Each text file with its content."""
    for path in files():
        if not suffixes or path.suffix in suffixes:
            try:
                yield path, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def unused_templates(names: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Templates that no code and no other template names; `f"ads/{kind}.html"` names all of its kind."""
    said = set(re.findall(r"""["']([\w./{}-]+\.(?:html|txt|xml|typ))["']""", "\n".join(sources)))
    patterns = [re.compile(re.sub(r"\\\{\w+\\\}", r"[\\w-]+", re.escape(name))) for name in said]
    return sorted(
        name
        for name in names
        if not name.startswith(FOUND_BY_DJANGO) and not any(pattern.fullmatch(name) for pattern in patterns)
    )


def replaced_clocks(text: str) -> list[str]:
    """Where a test puts something in the clock's place: a module first imported meanwhile would keep it for good."""
    return REPLACED_CLOCK.findall(text)


def renamed_translations(text: str) -> list[str]:
    """Where `gettext` and the like get a name that the catalogues do not look for: their sentences stay English."""
    return RENAMED_TRANSLATION.findall(text)


def machine_traces(text: str) -> list[str]:
    """Absolute paths of somebody's machine and the hosts that packages come from."""
    return MACHINE_PATH.findall(text) + [host for host in HOSTS if host in text]
