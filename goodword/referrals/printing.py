"""What typst sets: cards to print and hand out, with somebody's code, and its square if there is a link; pictures."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import segno
from django.utils.translation import gettext as _

from goodword.accounts.models import Business

from .models import ShareLink
from .programs import Gets

SHAPES = ("sheet", "postcard", "tent")
LETTER = ("US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR")  # elsewhere paper is A4
_PRINTS = Path(__file__).with_name("prints")
Facts = Mapping[str, str | Sequence[str]]


def pdf(shape: str, business: Business, link: ShareLink, address: str, promised: Gets | None = None) -> bytes:
    """Ten small cards on a sheet, a postcard, or a table tent, as PDF."""
    return _set(facts(shape, business, link, address, promised))


def sign_pdf(business: Business, address: str) -> bytes:
    """The question, to stand on a table: it leads to the page that asks it (hello.py)."""
    say = _("Did somebody send you? Say who, so that we can thank them:")
    return _set(_about(business, "tent", address) | {"say": say, "code": "", "gets": ""})


def _set(told: Facts) -> bytes:
    import typst  # it takes a tenth of a second to load, and only this needs it

    return bytes(typst.compile(str(_PRINTS / "cards.typ"), sys_inputs={"told": json.dumps(told)}))


def png(svg: str) -> bytes:
    """A picture of ours in dots, three for each of its units. Letters are those that typst brings (Latin, Greek,
    Cyrillic), and whatever is installed beside."""
    import typst

    told = {"svg": svg}
    return bytes(typst.compile(str(_PRINTS / "picture.typ"), format="png", ppi=216, sys_inputs=told))


def facts(
    shape: str, business: Business, link: ShareLink, address: str, promised: Gets | None = None
) -> Facts:
    told = {"say": _("Say this code when you come:"), "code": link.said}
    return _about(business, shape, address) | told | {"gets": promised.line if promised else ""}


def _about(business: Business, shape: str, address: str) -> dict[str, str | list[str]]:
    return {
        "shape": shape,
        "paper": "us-letter" if business.country in LETTER else "a4",
        "title": _("%(business)s: cards") % {"business": business.name},
        "language": business.language.partition("-")[0],
        "business": business.name,
        "what": business.what_we_do[:1].upper() + business.what_we_do[1:],
        "thought": _("Somebody who knows us thought of you."),
        "contact": [
            one for one in (business.public_place, business.public_phone, _bare(business.public_web)) if one
        ],
        "square": segno.make(address, micro=False).svg_inline(border=0) if address else "",
    }


def _bare(web: str) -> str:
    """An address as one says it: "cornerbakery.example"."""
    return web.partition("://")[2].removeprefix("www.").removesuffix("/")
