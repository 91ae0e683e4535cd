"""Figures about the platform, with small counts hidden."""
