"""Loaded by pytest for every test of the house."""
