"""Codes that people can read aloud: random, never in sequence, no letters that look alike."""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LETTERS = bytes(ord(CROCKFORD[byte & 31]) for byte in range(256))


def new_code(length: int = 12) -> str:
    return secrets.token_bytes(length).translate(_LETTERS).decode()


def new_codes(n: int, length: int = 12) -> list[str]:
    """Many at once: asking the system for each would take longer than writing its row."""
    letters = secrets.token_bytes(n * length).translate(_LETTERS).decode()
    return [letters[start : start + length] for start in range(0, n * length, length)]


def tidy_code(typed: str) -> str:
    """What a person meant when they typed a code: O is 0, I and L are 1, case and dashes are nothing."""
    return typed.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
