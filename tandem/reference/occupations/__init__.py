"""ESCO, CH-ISCO-19, AVAM codes and the reporting list, labels in four languages."""
