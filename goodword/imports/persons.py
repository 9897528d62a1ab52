"""A person as a row tells them, each thing from a column of its own; a cell that only says "none" is left out."""

from collections.abc import Callable, Sequence

from .fields import Text, said
from .records import PersonFound, WayFound
from .text import Row

Way = tuple[str, str, Text]  # its kind, its label, its column


def person_of(
    streets: Sequence[Text] = (), ways: Sequence[Way] = (), **texts: Text
) -> Callable[[Row], PersonFound]:
    """`texts` are those fields of a PersonFound that are a text, by their names."""

    def read(row: Row) -> PersonFound:
        person = PersonFound()
        for name, text in texts.items():
            setattr(person, name, said(text(row)))
        person.street = " ".join(filter(None, (said(street(row)) for street in streets)))
        person.ways = [WayFound(kind, told, label) for kind, label, text in ways if (told := said(text(row)))]
        return person

    return read
