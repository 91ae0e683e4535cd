"""How passwords are kept. Why so, and what it costs: docs/adr/0130."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id as OWASP's Password Storage Cheat Sheet sets it: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
