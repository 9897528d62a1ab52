"""Whole addresses of our own pages, for links that leave the page. Never made from what a browser says."""

import os
from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def base_address() -> str:
    """GOODWORD_URL; without it the address that `goodword serve` listens at, and told us when it began."""
    return settings.PUBLIC_URL or os.environ.get("GOODWORD_SERVED_AT", "http://localhost:8000")


def opens_here_only() -> bool:
    """Whether our links open on this very computer and nowhere else."""
    return not settings.PUBLIC_URL and base_address().startswith("http://localhost:")


def link_to(path: str) -> str:
    return base_address() + path


def whole_link(path: str) -> dict[str, Any]:
    """For a template: the link, whether it opens on this computer only, and else its square code for a phone."""
    link, here_only = link_to(path), opens_here_only()
    return {"link": link, "qr": "" if here_only else square_code(link), "here_only": here_only}


def square_code(text: str) -> SafeString:
    """A QR code as SVG, without styles or scripts inside: the page's policy would forbid them."""
    drawn = segno.make(text, micro=False).svg_inline(border=0, omitsize=True)
    return mark_safe(drawn)  # noqa: S308  # segno writes figures only, the text does not appear in it
