"""The country's lists: read-only, shipped with the project, loaded by one command."""
