"""The fund's monthly assessment, statement and payment file."""
