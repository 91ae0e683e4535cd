"""A second look: somebody reads before the person files."""
