"""For whom a helper may act: scopes, consent, revocation."""
