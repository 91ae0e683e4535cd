"""The fund's desk: who has filed the monthly form, what is missing, from when on it opens."""
