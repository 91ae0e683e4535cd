"""Three-minute lessons tied to a screen and its version."""
