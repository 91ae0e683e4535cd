"""Proof of receipt: number, time, hash."""
