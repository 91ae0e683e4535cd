"""Log in at another service and come back, in a real browser under our own security policy."""

import copy

import pytest

from tandem.foundation.languages import Language
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.provider import CLIENT_ID, CLIENT_SECRET, ISSUER_LEVEL
from tandem.identity.accounts.tests.provider.process import running
from tandem.project.settings.external import ExternalLogin, origins, providers


@pytest.fixture
def agov(live_server, settings, tmp_path):
    """Our pages and a provider that know each other, as an operator configures them."""
    (tmp_path / "secret").write_text(CLIENT_SECRET)
    with running(f"{live_server.url}/en/log-in/at/agov/back/") as issuer:
        login = ExternalLogin(
            id="agov",
            label="AGOV",
            issuer=issuer,
            client_id=CLIENT_ID,
            secret_file=tmp_path / "secret",
            minimum_acr=f"{ISSUER_LEVEL}40",
        )
        settings.SOCIALACCOUNT_PROVIDERS = providers([login])
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"] += origins([login])
        settings.CONTENT_SECURITY_POLICY = policy
        yield


@pytest.fixture
def page(browser, live_server, javascript):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=javascript, locale="en")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.mark.django_db(transaction=True)
def test_whoever_is_known_well_enough_there_comes_in_here(agov, page):
    log_in_at_agov(page, "strong")

    page.get_by_role("button", name="Log out").wait_for()
    assert page.url.endswith("/en/")


@pytest.mark.django_db(transaction=True)
def test_whoever_is_not_reads_why_and_where_else_to_come_in(agov, page):
    log_in_at_agov(page, "weak")

    page.get_by_text("The other service does not know surely enough who you are.").wait_for()
    page.get_by_role("link", name="Type the code in your letter").click()
    page.get_by_label("The code in your letter").wait_for()
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_pages_are_good_in_every_language(agov, browser, live_server, accessible):
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    for language in Language.values:
        page.goto(f"/{language}/log-in/")
        page.get_by_role("button", name="AGOV").wait_for()
        accessible(page)
        # What comes back without the way there is refused, in words.
        page.goto(f"/{language}/log-in/at/agov/back/")
        page.locator("h1").wait_for()
        accessible(page)
    context.close()


def log_in_at_agov(page, name):
    page.goto("/en/log-in/")
    page.get_by_role("button", name="Log in with AGOV").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(name)
    page.locator("button[type=submit]").first.click()
    page.locator("button[value=grant]").click()
