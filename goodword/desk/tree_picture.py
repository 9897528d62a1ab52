"""The tree as it is drawn for one member: nodes with their names and addresses, and the same as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.numbers import number_words
from goodword.referrals import radial
from goodword.referrals.forest import Forest, Seen

COLOURED = 5  # of the branches: the biggest
# Those of goodword.css on paper, for a picture that leaves the house: the rest first, then the coloured ones.
INKS = ("#61584c", "#17654d", "#235a97", "#7a3b72", "#835500", "#5c5a1e")


@dataclass(slots=True)
class Dot:
    """A node as a member sees it: a person, or those of a sender who are too many to be drawn."""

    x: str
    y: str
    radius: str
    halo: str  # the radius of a second ring, of a node that stands for many; "" of one person
    reach: str
    arm: str
    ring: int
    colour: int  # 0: of none of the coloured branches
    is_hollow: bool
    is_rest: bool
    name: str
    told: str  # when they were sent, and how many they set in motion
    page: str  # the address of their page; "" of many, or if this member may not open it
    more: str  # the address of what hangs by them and is not drawn
    hidden: int  # how many that are

    @property
    def address(self) -> str:
        return self.more or self.page

    @property
    def title(self) -> str:
        return f"{self.name}: {self.told}" if self.told else self.name

    @property
    def ink(self) -> str:
        return INKS[self.colour]


@dataclass(frozen=True, slots=True)
class Word:
    x: str
    y: str
    words: str


@dataclass(slots=True)
class Item:
    """A line of the list. `opens` if lines of those they sent follow inside, `closes` how many lists end after it."""

    dot: Dot
    opens: bool
    closes: int


@dataclass(frozen=True, slots=True)
class Picture:
    dots: list[Dot] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    rings: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    colours: Mapping[int, int] = field(default_factory=dict)  # of those on the first ring
    n_hidden: int = 0
    has_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: the `whole` people who hang by `sender` (None: all), from the one that stands at `start`."""

    business: Business
    forest: Forest
    sender: int | None
    whole: int
    start: int = 0

    def nodes(self) -> list[radial.Node]:
        return radial.choose(self.forest.places, self.sender, self.whole, self.start, most=self.forest.most)


def draw(what: Drawing, nodes: Sequence[radial.Node], seen: Mapping[int, Seen], centre: str = "") -> Picture:
    """`centre` is the code of whoever stands in the middle; "" of the whole tree."""
    order = radial.place(nodes)
    firsts = [node for node in nodes if node.parent == radial.MIDDLE and not node.is_rest]
    # The biggest come first.
    colours = {node.person: n for n, node in enumerate(firsts[:COLOURED], 1)}
    pen = _Pen(what, nodes, seen, colours, centre)
    labels = radial.write(nodes, pen.label)
    dots = [pen.dot(node) for node in nodes]
    return Picture(
        dots=dots,
        words=[Word(f"{one.x:.1f}", f"{one.y:.1f}", one.words) for one in labels],
        rings=[f"{far:.1f}" for far in radial.rings(nodes)],
        items=_items(dots, order),
        colours=colours,
        n_hidden=sum(node.hidden for node in nodes),
        has_hollow=any(dot.is_hollow for dot in dots),
    )


class _Pen:
    def __init__(
        self,
        what: Drawing,
        nodes: Sequence[radial.Node],
        seen: Mapping[int, Seen],
        colours: Mapping[int, int],
        centre: str,
    ) -> None:
        self.what, self.nodes, self.seen, self.colours, self.centre = what, nodes, seen, colours, centre
        self.nobody = Seen(_("somebody"), "", "", "", True)  # forgotten since it was counted

    def label(self, node: radial.Node) -> str:
        first = "" if node.is_rest else self._of(node.person).first[:12]
        return f"{first} +{number_words(node.hidden)}".strip() if node.hidden else first

    def _of(self, person: int) -> Seen:
        return self.seen.get(person) or self.nobody

    def _colour(self, node: radial.Node) -> int:
        # Those on the first ring are chosen before all others: a branch's number is the place of its first.
        first = self.nodes[node.branch]
        return 0 if first.is_rest else self.colours.get(first.person, 0)

    def dot(self, node: radial.Node) -> Dot:
        parent = None if node.parent == radial.MIDDLE else self.nodes[node.parent]
        seen = self._of(node.person)
        return Dot(
            x=f"{node.x:.1f}",
            y=f"{node.y:.1f}",
            radius=f"{node.radius:.1f}",
            halo=f"{node.radius * 1.5 + 0.6:.1f}" if node.hidden else "",
            reach=f"{max(node.reach, node.radius):.1f}",
            arm=radial.arm(node, parent),
            ring=node.ring,
            colour=self._colour(node),
            is_hollow=not node.is_rest and not seen.has_bought,
            is_rest=node.is_rest,
            name=n_more(node.hidden) if node.is_rest else seen.name,
            told="" if node.is_rest else self._told(node),
            page="" if node.is_rest else seen.page,
            more=self._more(node) if node.hidden else "",
            hidden=node.hidden,
        )

    def _more(self, node: radial.Node) -> str:
        """Where what this node stands for is drawn."""
        if not (node.is_rest and node.parent == radial.MIDDLE):
            code = self._of(node.person).code
            return f"?branch={code}" if code else ""
        shown = sum(one.parent == radial.MIDDLE and not one.is_rest for one in self.nodes)
        branch = f"branch={self.centre}&" if self.centre else ""
        return f"?{branch}from={self.what.start + shown}"

    def _told(self, node: radial.Node) -> str:
        on = date_words(self.what.forest.places.on.get(node.person))
        if not node.below:
            return on
        return f"{on}, {set_in_motion(node.below)}" if on else set_in_motion(node.below)


def _items(dots: Sequence[Dot], order: Sequence[int]) -> list[Item]:
    rings = [*(dots[at].ring for at in order), 1]
    return [
        Item(dots[at], rings[n + 1] > rings[n], max(rings[n] - rings[n + 1], 0)) for n, at in enumerate(order)
    ]


def n_more(n: int) -> str:
    return ngettext("%(n)s more person", "%(n)s more people", n) % {"n": number_words(n)}


def set_in_motion(n: int) -> str:
    return _set_in_motion(n, get_language())


@lru_cache(maxsize=4096)
def _set_in_motion(n: int, language: str | None) -> str:
    # Looking for the plural takes as long as all else that is drawn of a person.
    return ngettext("set %(n)s person in motion", "set %(n)s people in motion", n) % {"n": number_words(n)}
