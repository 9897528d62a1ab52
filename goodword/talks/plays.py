"""All plays, and finding the ones that fit."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from .play import FACTS, PRIVATE, Play, Wording
from .plays_ask import ASKS
from .plays_listen import OTHERS
from .plays_thank import THANKS
from .plays_thank_more import MORE_THANKS

__all__ = ["FACTS", "PLAYS", "PRIVATE", "Play", "UnknownPlay", "Wording", "get_play", "plays_for"]

# Who is thanked for several things at once hears of all of them; left out where there is nothing else.
ALSO = _("And thank you {also}.")


def _of_all(play: Play) -> Play:
    given = (replace(wording, sentences=(*wording.sentences, ALSO)) for wording in play.wordings)
    return replace(play, wordings=tuple(given))


PLAYS: tuple[Play, ...] = (*map(_of_all, THANKS + MORE_THANKS), *ASKS, *OTHERS)
_BY_NAME = {play.name: play for play in PLAYS}


class UnknownPlay(KeyError):
    """No play has this name."""


def get_play(name: str) -> Play:
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownPlay(name) from None


def plays_for(kind: str, business: str, person: str) -> list[Play]:
    """The plays of one kind of move that fit, in the order in which they are to be thought of."""
    return [play for play in PLAYS if play.kind == kind and play.fits(business, person)]
