"""Where a name stands in lists."""

from .name_kinds import is_called_whole
from .names import parse, sort_key
from .text import fold


def list_key(whole: str, given: str = "", family: str = "", *, is_firm: bool = False) -> str:
    """A person stands by the family name, a firm and "The Evans Family" by the first word, "The" passed over."""
    if is_firm or is_called_whole(whole):
        return _from_the_front(whole)
    return sort_key(parse(whole, given, family)) or fold(whole)


def list_keys(whole: str, given: str = "", family: str = "") -> set[str]:
    """Wherever it may stand: of a name alone nobody knows whether a file had called it a firm's."""
    keys = {sort_key(parse(whole, given, family))}
    if not (given or family) or is_called_whole(whole):
        keys.add(_from_the_front(whole))
    return keys - {""}


def _from_the_front(whole: str) -> str:
    return fold(whole).removeprefix("the ")
