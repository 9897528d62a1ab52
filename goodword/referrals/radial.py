"""The tree as a picture: what of it is drawn, and where. Rings around a middle, one for each generation.

Every branch has a share of the round as large as its share of the leaves that are drawn. Where more hangs together
than can be looked at, whole branches are one node that says how many it stands for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, product
from math import cos, hypot, pi, sin, sqrt

from .places import Places

MOST = 1000  # nodes at once
OVERVIEW = 80  # of a tree that has more
MOST_RINGS = 8
FEWEST = 8  # of a branch that is opened
INWARD = 4  # so many times as large must a branch be that is opened before one of the next ring inside
SIDE = 360.0  # of the square, in units; on a phone one unit is a little less than one pixel
EDGE = 30.0  # kept free around it, for names
FINGER = 22.0  # half of 44
MIDDLE = -1  # the parent of those on the first ring
LETTER, LINE = 7.0, 14.0  # the room that names take: of a letter, of a line
SQUARE = 20.0  # a little more than a line: what lies near is found by it
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class Node:
    """A person drawn, or, if `rest`, those of a sender who are too many to be drawn."""

    person: int
    parent: int  # its place among the nodes; MIDDLE on the first ring
    ring: int
    below: int = 0  # how many they set in motion; of the rest, how many these are
    hidden: int = 0  # how many of their branch are not drawn
    is_rest: bool = False
    branch: int = 0  # which of the first ring it hangs by
    angle: float = 0.0
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0
    reach: float = 0.0  # how far from its middle a finger still means this node


@dataclass(frozen=True, slots=True)
class Label:
    """Where a node's words stand; x is their middle, y the line they stand on."""

    node: int
    x: float
    y: float
    words: str


def choose(
    places: Places,
    sender: int | None,
    whole: int,
    start: int = 0,
    *,
    most: int = MOST,
    overview: int = OVERVIEW,
    most_rings: int = MOST_RINGS,
) -> list[Node]:
    """What is drawn of the `whole` people who hang by `sender` (None: of the whole tree), whose own stand on the
    first ring, from the `start`th on: senders before those they sent.

    Everything if it is at most `most` people on at most `most_rings` rings. Else `overview` nodes: a third of them on
    the first ring; then the biggest branches are opened, those further in first, each with at most a quarter of the
    room that is left, so that no one takes it all.
    """
    if start:
        whole -= places.passed(sender, start)[1]
    is_all = whole <= most
    room = most if is_all else min(most, overview)
    nodes: list[Node] = []
    ticket = count()
    waiting: list[tuple[float, int, int]] = []

    def room_for(people: Sequence[int], parent: int) -> int:
        left = room - len(nodes)
        share = left // 3 if parent == MIDDLE else max(left // 4, min(left, FEWEST))
        # What nobody else can take is theirs.
        is_last = not waiting and (len(people) <= share or not places.below[people[0]])
        return left if is_all or is_last else share

    def put(people: Sequence[int], parent: int, ring: int, sender: int, n: int) -> None:
        room = room_for(people, parent)
        shown = people if len(people) <= room else people[: max(room - 1, 0)]
        for person in shown:
            at, below = len(nodes), places.below[person]
            nodes.append(Node(person, parent, ring, below, below))
            n -= below + 1
            if below and ring < most_rings:
                heappush(waiting, (-below / INWARD ** (ring - 1), next(ticket), at))
        if len(shown) < len(people):
            nodes.append(Node(sender, parent, ring, n, max(n, 1), is_rest=True))

    first = places.own(sender, room + 1, start)
    put(first, MIDDLE, 1, sender or MIDDLE, whole)
    while waiting and room - len(nodes) > 1:
        _size, _ticket, at = heappop(waiting)
        node = nodes[at]
        own = places.own(node.person, room - len(nodes) + 1)
        node.hidden = 0
        put(own, at, node.ring + 1, node.person, node.below)
    return nodes


def place(nodes: Sequence[Node]) -> list[int]:
    """Give each its place on the picture; returns their order around it, each before those that hang by it."""
    own: dict[int, list[int]] = {}
    for at, node in enumerate(nodes):
        own.setdefault(node.parent, []).append(at)
    leaves = [0 if at in own else 1 for at in range(len(nodes))]
    for at in range(len(nodes) - 1, -1, -1):
        if nodes[at].parent != MIDDLE:
            leaves[nodes[at].parent] += leaves[at]
    firsts = own.get(MIDDLE, [])
    for n, at in enumerate(firsts):
        nodes[at].branch = n
    whole = sum(leaves[at] for at in firsts) or 1
    turn = 2 * pi / whole
    start = -pi / 2 - (leaves[firsts[0]] * turn / 2 if firsts else 0.0)  # the first one stands at the top
    starts = {MIDDLE: start}
    last = max((2, *(node.ring for node in nodes)))
    # The inner rings are the narrowest, and have the same people to hold: they are set a little further out.
    far = [(SIDE / 2 - EDGE) * (ring / last) ** 0.75 for ring in range(last + 1)]
    stack, order = list(reversed(firsts)), []
    while stack:
        at = stack.pop()
        order.append(at)
        node = nodes[at]
        begin = starts[node.parent]
        starts[node.parent] = begin + leaves[at] * turn
        starts[at] = begin
        node.angle = begin + leaves[at] * turn / 2
        if node.parent != MIDDLE:
            node.branch = nodes[node.parent].branch
        node.x = SIDE / 2 + far[node.ring] * cos(node.angle)
        node.y = SIDE / 2 + far[node.ring] * sin(node.angle)
        stack += reversed(own.get(at, ()))
    _give_room(nodes, far[last] - far[last - 1])
    return order


def _give_room(nodes: Sequence[Node], gap: float) -> None:
    """As large as those beside it on the ring, and the next ring, let it be."""
    by_ring: dict[int, list[Node]] = {}
    for node in nodes:
        by_ring.setdefault(node.ring, []).append(node)
    for ring, around in by_ring.items():
        around.sort(key=lambda node: node.angle)
        for n, node in enumerate(around):
            beside = (around[n - 1], around[(n + 1) % len(around)])
            near = min(
                (hypot(one.x - node.x, one.y - node.y) for one in beside if one is not node), default=gap
            )
            node.reach = min(FINGER, max(near, 2) / 2, gap / 2)
            wanted = (6.5 if ring == 1 else 5.0) + min(sqrt(node.hidden), 5.0)
            node.radius = max(1.2, min(wanted, near * 0.42, gap * 0.4))


def arm(node: Node, parent: Node | None) -> str:
    """The line from a node's sender to it, as an SVG path: it leaves and arrives straight from the middle."""
    middle = SIDE / 2
    x, y = (parent.x, parent.y) if parent else (middle, middle)
    if parent is None:
        return f"M{x:.1f} {y:.1f}L{node.x:.1f} {node.y:.1f}"
    far = hypot(node.x - middle, node.y - middle)
    half = (far + hypot(x - middle, y - middle)) / 2
    one = (middle + half * cos(parent.angle), middle + half * sin(parent.angle))
    other = (middle + half * cos(node.angle), middle + half * sin(node.angle))
    points = (*one, *other, node.x, node.y)
    return f"M{x:.1f} {y:.1f}C" + " ".join(f"{point:.1f}" for point in points)


def rings(nodes: Iterable[Node]) -> list[float]:
    """How far from the middle each ring is."""
    far = {node.ring: hypot(node.x - SIDE / 2, node.y - SIDE / 2) for node in nodes}
    return [far[ring] for ring in sorted(far)]


def write(nodes: Sequence[Node], words: Callable[[Node], str]) -> list[Label]:
    """Names beside their nodes, as far as there is room: who set most in motion first. None lies on another, or on a
    node; all the others are told by the list."""
    taken = _Taken()
    for node in nodes:
        taken.add((node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius))
    middle = SIDE / 2
    taken.add((middle - 14, middle - 14, middle + 14, middle + 14))
    found: list[Label] = []
    first = sorted(range(len(nodes)), key=lambda at: (-nodes[at].below, nodes[at].ring))
    for at in first[:80]:
        node = nodes[at]
        told = words(node)
        half = len(told) * LETTER / 2
        x = min(max(node.x, half + 1), SIDE - half - 1)
        above, below = node.y - node.radius - 4, node.y + node.radius + LINE - 3
        for y in (above, below) if node.y < middle else (below, above):
            box = (x - half, y - LINE + 3, x + half, y + 3)
            if told and taken.is_free(box):
                taken.add(box)
                found.append(Label(at, x, y, told))
                break
    return found


class _Taken:
    """What lies on the picture already, by the squares that it touches."""

    def __init__(self) -> None:
        self._at: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for square in self._squares(box):
            self._at.setdefault(square, []).append(box)

    def is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for square in self._squares(box)
            for other in self._at.get(square, ())
        )

    @staticmethod
    def _squares(box: Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(side // SQUARE) for side in box)
        return product(range(left, right + 1), range(top, bottom + 1))
