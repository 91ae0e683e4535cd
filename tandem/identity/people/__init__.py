"""Persons: names, channels, office, fund, counsellor."""
