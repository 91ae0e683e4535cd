"""The dossier: the person's papers, and what of them she sends to her office and her fund."""
