"""The wing that helps. It never meets `authorities`: help must not become evidence."""
