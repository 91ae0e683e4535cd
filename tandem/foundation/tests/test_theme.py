"""The committed theme: complete, ours alone, and readable in light and dark."""

import re
from pathlib import Path

import pytest

from tandem.foundation import icons

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "tandem" / "foundation" / "static" / "foundation"
CSS = (STATIC / "tandem.css").read_text()
TOKENS = (ROOT / "design" / "scss" / "_tokens.scss").read_text()

# foreground, background, least contrast (WCAG 2.2: text 4.5, edges of fields 3)
PAIRS = [
    ("ink", "paper", 7), ("ink", "sand", 7), ("grey", "paper", 4.5), ("grey", "sand", 4.5),
    ("grey", "grey-paper", 4.5),
    ("petrol", "paper", 4.5), ("petrol", "sand", 4.5), ("petrol", "petrol-paper", 4.5), ("petrol-dark", "paper", 4.5),
    ("on-petrol", "petrol", 4.5), ("on-petrol", "petrol-dark", 4.5), ("on-petrol", "green", 4.5),
    ("on-petrol", "ochre", 4.5), ("on-petrol", "red", 4.5), ("on-petrol", "red-dark", 4.5),
    ("ochre", "paper", 4.5), ("ochre", "ochre-paper", 4.5), ("ink", "ochre-paper", 7),
    ("indigo", "paper", 4.5), ("indigo", "indigo-paper", 4.5), ("green", "green-paper", 4.5),
    ("red", "paper", 4.5), ("red", "red-paper", 4.5), ("plum", "paper", 4.5), ("field", "paper", 3),
]  # fmt: skip

pytestmark = pytest.mark.without_database


def palette(mixin: str) -> dict[str, str]:
    body = re.search(rf"@mixin {mixin} {{(.*?)\n}}", TOKENS, re.DOTALL).group(1)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", body))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


class TestStylesheet:
    def test_names_no_outside_address(self):
        # On paper, links to elsewhere show their address: those selectors read href^="https://".
        assert re.findall(r"(?<!href\^=)(?<!href\^=\")https?://|url\(\s*['\"]?//|@import", CSS) == []

    def test_names_only_files_that_are_there(self):
        named = set(re.findall(r"url\(\"?([^\")]+)", CSS))
        assert len(named) == 12
        assert [name for name in named if not (STATIC / name).is_file()] == []

    def test_has_nothing_of_the_british_crown(self):
        assert re.findall(r"GDS Transport|crown|govuk-crest|govuk-header|govuk-footer", CSS) == []

    def test_has_no_left_and_no_right_but_where_it_is_meant(self):
        # Right-to-left copies are laid out by the same rules.
        assert (
            re.findall(r"(?:margin|padding|border)-(?:left|right):|[{;](?:left|right):|text-align:(?:left|right)", CSS)
            == []
        )

    @pytest.mark.parametrize(
        "promise", ["prefers-color-scheme:dark", "prefers-reduced-motion:reduce", "@media print", "unicode-range"]
    )
    def test_keeps_its_promises(self, promise):
        assert promise in CSS.replace(": ", ":")

    def test_was_compiled_from_these_tokens(self):
        light = palette("light")
        assert all(f"--{name}:{colour}" in CSS.replace(": ", ":") for name, colour in light.items())


class TestPalette:
    @pytest.mark.parametrize(("front", "back", "least"), PAIRS)
    def test_is_readable_in_the_light(self, front, back, least):
        colours = palette("light")
        assert contrast(colours[front], colours[back]) >= least

    @pytest.mark.parametrize(("front", "back", "least"), PAIRS)
    def test_is_readable_in_the_dark(self, front, back, least):
        colours = palette("light") | palette("dark")
        assert contrast(colours[front], colours[back]) >= least

    def test_shows_the_focus_on_both(self):
        colours = palette("light")
        assert contrast(colours["on-focus"], colours["focus"]) >= 9
        assert contrast(colours["on-focus"], colours["paper"]) >= 3
        assert contrast(palette("dark")["paper"], colours["focus"]) >= 3


class TestSprite:
    def test_holds_the_icons_that_design_lists(self):
        assert icons.names() == set((ROOT / "design" / "icons.txt").read_text().split())

    def test_says_the_nearest_name_for_an_unknown_one(self):
        with pytest.raises(LookupError, match="map-pin"):
            icons.svg("map-pn")


class TestNotice:
    @pytest.mark.parametrize("part", ["govuk-frontend", "Noto Sans", "Lucide", "OFL.txt", "MIT", "ISC"])
    def test_names_each_part_that_is_not_ours(self, part):
        assert part in (ROOT / "NOTICE.md").read_text()

    def test_leads_to_the_licence_of_the_fonts(self):
        assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text()
