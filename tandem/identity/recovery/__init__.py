"""All ways to log in are lost: a new one at the desk of one's office, after a wait in which everybody is told."""
