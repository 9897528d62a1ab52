"""The tree as it is drawn for one member: nodes with their names and addresses, and the same as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.referrals import radial
from goodword.referrals.forest import Forest, Seen

COLOURED = 5  # of the branches: the biggest
# Those of goodword.css on paper, for a picture that leaves the house: the rest first, then the coloured ones.
INKS = ("#61584c", "#17654d", "#235a97", "#7a3b72", "#835500", "#5c5a1e")


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    radius: str
    halo: str  # the radius of a second ring, of a node that stands for many; "" of one person
    reach: str
    arm: str
    colour: int  # 0: of none of the coloured branches
    is_hollow: bool
    address: str
    title: str

    @property
    def ink(self) -> str:
        return INKS[self.colour]


@dataclass(frozen=True, slots=True)
class Word:
    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list. `opens` if lines of those they sent follow inside, `closes` how many lists end after it."""

    name: str
    address: str
    told: str
    colour: int  # shown on the first lines only
    more: str  # the address of what hangs by them and is not drawn
    more_words: str
    opens: bool
    closes: range


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
        items=pen.items(order),
        colours=colours,
        n_hidden=sum(node.hidden for node in nodes),
        has_hollow=any(dot.is_hollow for dot in dots),
    )


@dataclass(frozen=True, slots=True)
class _Pen:
    what: Drawing
    nodes: Sequence[radial.Node]
    seen: Mapping[int, Seen]
    colours: Mapping[int, int]
    centre: str

    def label(self, node: radial.Node) -> str:
        first = "" if node.is_rest else self._of(node.person).first[:12]
        return f"{first} +{node.hidden}".strip() if node.hidden else first

    def _of(self, person: int) -> Seen:
        return self.seen.get(person) or Seen(_("somebody"), "", "", True)

    def _colour(self, node: radial.Node) -> int:
        # Those on the first ring are chosen before all others: a branch's number is the place of its first.
        first = self.nodes[node.branch]
        return 0 if first.is_rest else self.colours.get(first.person, 0)

    def dot(self, node: radial.Node) -> Dot:
        parent = None if node.parent == radial.MIDDLE else self.nodes[node.parent]
        return Dot(
            x=f"{node.x:.1f}",
            y=f"{node.y:.1f}",
            radius=f"{node.radius:.1f}",
            halo=f"{node.radius * 1.5 + 0.6:.1f}" if node.hidden else "",
            reach=f"{max(node.reach, node.radius):.1f}",
            arm=radial.arm(node, parent),
            colour=self._colour(node),
            is_hollow=not node.is_rest and not self._of(node.person).has_bought,
            address=self._more(node) or self._page(node),
            title=self._title(node),
        )

    def _page(self, node: radial.Node) -> str:
        code = "" if node.is_rest else self._of(node.person).code
        return reverse("person", args=[self.what.business.code, code]) if code else ""

    def _more(self, node: radial.Node) -> str:
        """Where what this node stands for is drawn."""
        if not node.hidden:
            return ""
        if not (node.is_rest and node.parent == radial.MIDDLE):
            code = self._of(node.person).code
            return f"?{urlencode({'branch': code})}" if code else ""
        shown = sum(one.parent == radial.MIDDLE and not one.is_rest for one in self.nodes)
        told = {"branch": self.centre} if self.centre else {}
        return f"?{urlencode({**told, 'from': self.what.start + shown})}"

    def _title(self, node: radial.Node) -> str:
        return f"{self._name(node)}: {told}" if (told := self._told(node)) else self._name(node)

    def _name(self, node: radial.Node) -> str:
        if node.is_rest:
            words = ngettext("%(n)d more person", "%(n)d more people", node.hidden)
            return words % {"n": node.hidden}
        return self._of(node.person).name

    def _told(self, node: radial.Node) -> str:
        if node.is_rest:
            return ""
        on, n = self.what.forest.places.on.get(node.person), node.below
        return ", ".join(filter(None, (date_words(on), set_in_motion(n) if n else "")))

    def items(self, order: Sequence[int]) -> list[Item]:
        found = []
        for n, at in enumerate(order):
            node = self.nodes[at]
            following = self.nodes[order[n + 1]].ring if n + 1 < len(order) else 1
            more = self._more(node)
            found.append(
                Item(
                    name=self._name(node),
                    address=more if node.is_rest else self._page(node),
                    told=self._told(node),
                    colour=self._colour(node) if node.parent == radial.MIDDLE else 0,
                    more="" if node.is_rest else more,
                    more_words=ngettext("Show the %(n)d", "Show all %(n)d", node.hidden) % {"n": node.hidden},
                    opens=following > node.ring,
                    closes=range(node.ring - following if following < node.ring else 0),
                )
            )
        return found


def set_in_motion(n: int) -> str:
    return ngettext("set %(n)d person in motion", "set %(n)d people in motion", n) % {"n": n}
