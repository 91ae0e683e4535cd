"""Profiles, candidate search, anonymous contact."""
