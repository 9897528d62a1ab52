"""Codes that people can read aloud: random, never in sequence, no letters that look alike."""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code(length: int = 12) -> str:
    return "".join([CROCKFORD[byte & 31] for byte in secrets.token_bytes(length)])


def tidy_code(typed: str) -> str:
    """What a person meant when they typed a code: O is 0, I and L are 1, case and dashes are nothing."""
    return typed.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
