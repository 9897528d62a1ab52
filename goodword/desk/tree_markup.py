"""The picture and the list as HTML, written by hand: a template takes ten times as long for a hundred people, and a
page of the largest tree may take three times as long as an empty one."""

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .tree_picture import Dot, Item, Picture


def arms(picture: Picture) -> SafeString:
    return _whole(f'<path class="arm k{dot.colour}" d="{dot.arm}"/>' for dot in picture.dots)


def dots(picture: Picture) -> SafeString:
    """With the names over them."""
    names = [f'<text x="{one.x}" y="{one.y}">{escape(one.words)}</text>' for one in picture.words]
    return _whole([*map(_dot, picture.dots), *names])


def _dot(dot: Dot) -> str:
    at, colour = f'cx="{dot.x}" cy="{dot.y}"', f"k{dot.colour}"
    begin, end = "<g>", "</g>"
    if dot.address:
        begin, end = f'<a href="{escape(dot.address)}" tabindex="-1">', "</a>"
    halo = f'<circle class="halo {colour}" {at} r="{dot.halo}"/>' if dot.halo else ""
    hollow = " hollow" if dot.is_hollow else ""
    return (
        f"{begin}<title>{escape(dot.title)}</title>{halo}"
        f'<circle class="dot {colour}{hollow}" {at} r="{dot.radius}"/>'
        f'<circle class="reach" {at} r="{dot.reach}"/>{end}'
    )


def twigs(items: Iterable[Item]) -> SafeString:
    """A list of lists. A line that holds a list is closed by the last line of that list."""
    show = escape(_("Show them"))
    return _whole(['<ul class="twigs">', *("".join(_line(item, show)) for item in items), "</ul>"])


def _line(item: Item, show: str) -> Iterator[str]:
    dot = item.dot
    name, address = escape(dot.name), dot.page or (dot.more if dot.is_rest else "")
    # The five biggest branches are told apart by their colours.
    yield f'<li><span class="spot k{dot.colour}"></span>' if dot.colour and dot.ring == 1 else "<li>"
    yield f'<a href="{escape(address)}">{name}</a>' if address else f'<span class="nobody">{name}</span>'
    if dot.told:
        yield f' <span class="soft small">{escape(dot.told)}</span>'
    if dot.more and not dot.is_rest:
        yield f' <a class="small" href="{escape(dot.more)}">{show}<span class="unseen">: {name}</span></a>'
    yield "<ul>" if item.opens else "</li>"
    yield "</ul></li>" * item.closes


def _whole(parts: Iterable[str]) -> SafeString:
    # Each part escapes what people typed.
    return mark_safe("\n".join(parts))  # noqa: S308
