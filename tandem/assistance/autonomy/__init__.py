"""Five levels per task over time; they belong to the person."""
