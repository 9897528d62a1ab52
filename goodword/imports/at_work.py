"""The name that a business's books know a customer by, and the person who is named beside it."""

from goodword.lib.names import name_kind
from goodword.lib.text import fold

from .records import PersonFound


def person_called(called: str, who: str = "", given: str = "", family: str = "") -> PersonFound:
    """`Hill School` beside Jane Grant is where she works; `Dana Whitfield` beside Dana is herself."""
    told = who or f"{given} {family}".strip()
    if called and told and _is_where_they_work(called, told):
        return PersonFound(name=who, given_name=given, family_name=family, organisation=called)
    return PersonFound(name=called or who, given_name=given, family_name=family)


def _is_where_they_work(called: str, who: str) -> bool:
    if fold(called) == fold(who):
        return False
    words = [word for word in fold(who).split() if len(word) > 2]
    is_another = bool(words) and not any(word in fold(called) for word in words)
    return is_another or name_kind(called) == "organisation"


def name_as_number(called: str) -> str:
    """Where a program lets no two customers bear one name, the name is its number for them; "" for nobody's."""
    return "" if name_kind(called) in ("masked", "none") else called
