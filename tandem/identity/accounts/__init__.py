"""Accounts and login."""
