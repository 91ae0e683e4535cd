"""Postal codes, localities, communes, cantons, coordinates."""
