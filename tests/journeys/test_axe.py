"""The eye of all journeys is shown a fault: a picture that nobody who cannot see would know of."""

import pytest

pytestmark = pytest.mark.without_database


@pytest.mark.parametrize(
    ("picture", "fault"),
    [
        ("<img src='x'>", "image-alt"),
        ("<a href='/'></a>", "link-name"),
        ("<p style='color: #bbb'>Pale</p>", "color-contrast"),
        ("<b style='background: #555'>Dim</b>", "color-contrast"),
    ],
)
@pytest.mark.parametrize("javascript", [True, False])
def test_finds_what_is_wrong_with_a_page_and_names_it(browser, accessible, picture, fault, javascript):
    with browser.new_context(java_script_enabled=javascript) as context:
        page = context.new_page()
        whole = "<html lang='en'><head><title>A</title></head><body><main><h1>A</h1>{}</main></body></html>"
        page.set_content(whole.format(""))
        accessible(page, javascript=javascript)

        page.set_content(whole.format(picture))
        with pytest.raises(AssertionError, match=f"{fault}: {picture[:2]}"):
            accessible(page, javascript=javascript)
