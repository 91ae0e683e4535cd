"""The gate to a person's file and the ledger of who went through it."""
