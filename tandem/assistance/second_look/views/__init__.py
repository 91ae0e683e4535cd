"""The person's pages, the helper's, and those of whoever has a link."""
