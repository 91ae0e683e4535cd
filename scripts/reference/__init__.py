"""How each table of reference data is made from its owner's files."""
