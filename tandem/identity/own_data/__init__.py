"""What is kept about a person: her own copy of it, and when which part of it is erased."""
