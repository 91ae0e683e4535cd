"""Certificates of third persons: an employer states intermediate earnings by a one-time link, without account."""
