"""Assisted sessions: two named presences, never one impersonating the other."""
