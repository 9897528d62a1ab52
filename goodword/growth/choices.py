"""What an owner may change, as plain choices, and the key under which each mix of them was counted beforehand."""

from collections.abc import Iterable

CHOICES = ("ask", "answered", "brings", "keep")
STEP = 1.25  # a quarter more of each: small enough to be done, large enough to be seen


def key_of(chosen: Iterable[str]) -> str:
    """ "ask keep": whatever else was asked for is left out, and the order is always the same."""
    wanted = set(chosen)
    return " ".join(one for one in CHOICES if one in wanted)


def more_asks(a_month: int) -> int:
    """A quarter more asks a month, and one more at least."""
    return max(round(a_month * STEP), a_month + 1)
