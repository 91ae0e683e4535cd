"""The doors: pages about months, results, duty, and what goes in and out as files."""
