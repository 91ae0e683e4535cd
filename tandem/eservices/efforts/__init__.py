"""Job-search efforts and the monthly proof."""
