"""Saved searches, matching, digests."""
