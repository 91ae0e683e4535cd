"""Tandem, an open employment-service platform: help that works with the person, not in her place."""
