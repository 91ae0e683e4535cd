"""One home per audience, the menu, the pages that belong to nobody else."""
