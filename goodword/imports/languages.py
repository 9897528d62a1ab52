"""Address books whose headers are in the owner's language.

The same word is another thing elsewhere: `Nom` is a last name in French and `Nome` a first name in Italian,
`Geburtstag` is a birthday in Outlook and only its day in Thunderbird. So a file is read in one language, the one
that it has most words of, and by the words of its own program.
"""

from functools import cache

from .fields import Fields
from .language_words import OUTLOOK, THUNDERBIRD

Words = dict[str, tuple[str, ...]]  # our header -> theirs


@cache
def words(program: str) -> tuple[Words, ...]:
    """The words of "outlook" or "thunderbird", language by language."""
    return tuple(map(_words, (OUTLOOK if program == "outlook" else THUNDERBIRD).values()))


def _words(lines: str) -> Words:
    """`Company = Firma; Home Phone = Tel. privat | Telefon privat`"""
    told = (" ".join(entry.split()).partition(" = ") for entry in lines.split(";"))
    return {ours: tuple(theirs.split(" | ")) for ours, _, theirs in told}


def needs(program: str, first: str, last: str, *others: str) -> tuple[tuple[str, ...], ...]:
    """The headers by which a file in each of these languages is recognised.

    The names must be in the language; the others may be in English, since some versions are translated by half.
    """
    return tuple(
        ("|".join(language[first]), "|".join(language[last]), *(_either(language, one) for one in others))
        for language in words(program)
    )


def _either(language: Words, headers: str) -> str:
    return "|".join(one for ours in headers.split("|") for one in (*language.get(ours, ()), ours))


def translate(fields: Fields, program: str) -> None:
    """Makes the columns of a file in another language known by our headers."""
    if fields.has("First Name"):
        return
    spoken = max(words(program), key=lambda one: sum(fields.has(*theirs) for theirs in one.values()))
    for ours, theirs in spoken.items():
        fields.know_as(ours, *theirs)
