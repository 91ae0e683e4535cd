"""Printed codes with which somebody without a second factor shows, at a helper's screen, that she is there."""
