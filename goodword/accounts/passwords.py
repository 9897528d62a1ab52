"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    """Argon2id as OWASP's cheat sheet on password storage has it (19 MiB, 2 rounds, 1 lane).

    Django's own figures take 100 MB for each try: four people signing in at once would fill a small server.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
