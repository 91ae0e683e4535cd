"""From the files of others to ads: readers, a translation per format, checks, and the run that feeds the database."""
