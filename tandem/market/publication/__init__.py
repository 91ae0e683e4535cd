"""Employers' pages, publication API, reporting obligation."""
