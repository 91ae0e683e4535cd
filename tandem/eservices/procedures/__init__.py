"""The engine of every form a person files."""
