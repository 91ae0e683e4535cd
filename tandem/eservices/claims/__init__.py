"""Claim for benefit."""
