"""Settings: base, then one file per place the platform runs."""
