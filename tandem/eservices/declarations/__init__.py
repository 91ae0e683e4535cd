"""Indications of the insured person, incapacity notice."""
