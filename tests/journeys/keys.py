"""A security key in the browser of a journey."""

from playwright.sync_api import Page


def keep_a_key(page: Page):
    """Plug a key into the browser: it counts, and checks a finger that is always right."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
