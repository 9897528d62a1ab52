"""Cards of thanks to print, with their name and the reason: the words that would be sent. Set by typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.referrals.printing import LETTER

SHAPES = ("a6", "sheet")
_MARKUP = Path(__file__).with_name("prints") / "thanks.typ"


@dataclass(frozen=True, slots=True)
class Card:
    words: str


def cards_pdf(shape: str, business: Business, cards: Sequence[Card]) -> bytes:
    """One card of postcard size on each page, or up to ten on a sheet to cut."""
    import typst  # it takes a tenth of a second to load, and only this needs it

    told = {
        "shape": shape,
        "paper": "us-letter" if business.country in LETTER else "a4",
        "title": _("%(business)s: thanks") % {"business": business.name},
        "heading": _("Thank you"),
        "language": business.language.partition("-")[0],
        "business": business.name,
        "cards": [asdict(card) for card in cards],
    }
    return bytes(typst.compile(str(_MARKUP), sys_inputs={"told": json.dumps(told)}))
