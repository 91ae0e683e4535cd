"""Accounts that somebody else seems to use: a gentle way to a mandate, and the platform's own measure of failure."""
