"""How Switzerland writes numbers and dates, per language of the reader."""
