"""Figures over everything: reads, never writes, and nobody depends on a statistic."""
