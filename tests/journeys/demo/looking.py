"""One page in one language: on a desk and on a phone, with axe and a ruler."""

from collections.abc import Callable, Iterable

from playwright.sync_api import Page

from tandem.foundation.languages import Language

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# axe takes its second: it sees every page in each language once, and so at each width in two languages.
ON_A_PHONE = {Language.DE, Language.IT}


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def look_at(page: Page, accessible: Callable[..., None], path: str, language: str) -> None:
    """Open the page on a desk and make the window a phone; assert that nothing is found and nothing scrolls sideways.

    At the end its text is twice as large.
    """
    page.set_viewport_size(DESK)
    page.goto(f"/{language}/{path}")
    assert page.locator("html").get_attribute("lang") == language
    if language not in ON_A_PHONE:
        accessible(page)
    page.set_viewport_size(PHONE)
    assert sideways(page) == 0, f"/{language}/{path} scrolls sideways at 320 px"
    if language in ON_A_PHONE:
        accessible(page)
    # 200 % text: what a browser's text zoom does to a page laid out in rem.
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) <= 0, f"/{language}/{path} scrolls sideways at 320 px with 200 % text"


def look_over(
    page: Page, accessible: Callable[..., None], path: str, languages: Iterable[str] = Language.values
) -> None:
    """The page in each language, on a desk and on a phone; it leads nowhere else."""
    for language in languages:
        look_at(page, accessible, path, language)
        assert page.url.endswith(f"/{language}/{path}"), page.url
    page.set_viewport_size(DESK)
