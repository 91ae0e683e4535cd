"""Django's PostgreSQL backend, with a compiler that does not compute twice what a table's columns read like."""
