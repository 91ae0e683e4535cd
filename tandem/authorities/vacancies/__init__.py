"""Inspection of ads and proposals within three working days."""
