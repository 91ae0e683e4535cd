"""Templates made ready once per process; what they mean stays Django's (ADR 164)."""
