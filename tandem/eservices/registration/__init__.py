"""Registration for placement and benefit."""
