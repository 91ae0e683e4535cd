"""The job ad, its life cycle and its public search pages."""
