"""The seam to the search engine."""
