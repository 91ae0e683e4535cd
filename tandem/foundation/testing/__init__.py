"""The strict test harness."""
