"""What every service uses and which knows no service: documents, notices, receipts, search."""
