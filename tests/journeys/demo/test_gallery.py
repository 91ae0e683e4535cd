"""Every component in a real browser: axe, small screens, large text, dark, print, no script."""

import pytest

pytestmark = pytest.mark.without_database

PAGES = ["", "procedure/", "desk/", "results/", "reading/", "waiting/"]
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
class TestGallery:
    def test_has_nothing_that_axe_finds(self, visit, accessible, path):
        page = visit()
        page.goto(f"/de/gallery/{path}")
        accessible(page)

    def test_has_nothing_that_axe_finds_in_the_dark(self, visit, accessible, path):
        page = visit(color_scheme="dark")
        page.goto(f"/fr/gallery/{path}")
        accessible(page)

    def test_has_nothing_that_axe_finds_on_a_phone(self, visit, accessible, path):
        page = visit(width=320)
        page.goto(f"/it/gallery/{path}")
        accessible(page)
        assert not page.evaluate(SIDEWAYS)

    def test_keeps_within_the_screen_at_double_text(self, visit, path):
        page = visit(width=640)
        page.goto(f"/de/gallery/{path}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not page.evaluate(SIDEWAYS)


class TestErrorSummary:
    def test_takes_the_reader_to_the_field(self, visit):
        page = visit()
        page.goto("/en/gallery/procedure/")
        assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
        page.click(".govuk-error-summary a")
        assert page.evaluate("document.activeElement.id") == "id_worked_0"

    def test_leads_there_without_script(self, visit):
        page = visit(javascript=False)
        page.goto("/en/gallery/procedure/")
        page.click(".govuk-error-summary a")
        assert page.url.endswith("#id_worked_0")


class TestFilters:
    def test_are_folded_on_a_phone_and_open_on_a_desk(self, visit):
        for width, shown in ((390, False), (1280, True)):
            page = visit(javascript=False, width=width)
            page.goto("/en/gallery/results/")
            assert page.locator("#id_place").is_visible() is shown

    def test_unfold_on_a_phone_without_script(self, visit):
        page = visit(javascript=False, width=390)
        page.goto("/en/gallery/results/")
        page.click(".filters summary")
        assert page.locator("#id_place").is_visible()


class TestSkipLink:
    def test_is_the_first_stop_of_the_keyboard(self, visit):
        page = visit()
        page.goto("/en/gallery/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") == "#main"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


class TestPrint:
    def test_leaves_out_what_paper_cannot_press(self, visit):
        page = visit()
        page.goto("/en/gallery/")
        page.emulate_media(media="print")
        assert page.locator(".receipt").is_visible()
        for gone in (".language-switch", "main .govuk-button >> nth=0", ".govuk-skip-link"):
            assert not page.locator(gone).is_visible()
