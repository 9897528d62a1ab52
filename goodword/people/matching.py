"""Who is the same person: a pure function of the set of cards, so that any order of the same files gives
the same books.

The rules, from the strongest word to the weakest. Each level ties together what the one above has left:

1. The owner's word. It beats everything; who is told apart is never joined, by whatever rule.
2. The same vendor's id.
3. The same e-mail. Not if two cards on it contradict each other (given names that conflict; a person and
   a firm or household), nor if it is a desk's (info@): then it joins only cards of the same name.
4. The same phone, if all who have it, by the names known of them so far, may be one. If not it joins nobody,
   two of the same name neither. A card without a name goes with the one name on its phone.

Who is tied by a chain of keys must be free of contradictions as a whole ("J. Grant" may be Jane's or
John's, not both's): where a chain contradicts itself, its keys of that level join only cards of the same
name (phones: nobody). So the weaker word gives way first, and no order or accident decides which.

Last, cards without a name that are still nobody's and share an e-mail or a vendor's id are one nobody.
A name alone joins no one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .cards import Bearing, Card, agree, bearing_of, by_key, conflict, keys_of, role_mails
from .homes import home_keys_of, households
from .maybes import Maybe, Reason, maybe, namesakes

__all__ = ["Card", "Maybe", "Reason", "groups", "home_keys_of", "households", "keys_of", "maybe", "namesakes"]

Names = frozenset[Bearing]
# More names than this on one key is a contradiction without looking further: pairs grow with the square.
MOST_NAMES = 40


def groups(cards: Sequence[Card]) -> list[list[int]]:
    """The ids of the cards of each person, both sorted. Time grows about as the number of cards."""
    book = _Book(cards)
    mails, vendor_ids = by_key(cards, "mails"), by_key(cards, "vendor_ids")
    book.join(by_key(cards, "said_same"), _never, by_name=False)
    book.join(vendor_ids, _never, by_name=True)
    book.join(mails, _mails_contradict, by_name=True, weak=role_mails(mails))
    book.join(by_key(cards, "phones"), _phones_contradict, by_name=False)
    book.join_nameless({**mails, **vendor_ids})
    return book.found()


def _never(one: Names, other: Names) -> bool:
    return False


def _mails_contradict(one: Names, other: Names) -> bool:
    return any(conflict(mine, theirs) for mine in one for theirs in other)


def _phones_contradict(one: Names, other: Names) -> bool:
    """A person may have two family names: one that agrees is enough, but no given name may conflict."""
    return _mails_contradict(one, other) or not any(agree(mine, theirs) for mine in one for theirs in other)


Contradict = Callable[[Names, Names], bool]


@dataclass(slots=True)
class _Tie:
    """Clumps that one key ties together: all who have it, or those of one name only."""

    clumps: Collection[int]
    is_by_name: bool


class _Forest:
    """Union-find: what is tied to what."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}

    def root(self, node: int) -> int:
        above = self.above
        path = []
        while (up := above.setdefault(node, node)) != node:
            path.append(node)
            node = up
        for each in path:
            above[each] = node
        return node

    def tie(self, nodes: Iterable[int]) -> None:
        first, *rest = map(self.root, nodes)
        for other in rest:
            self.above[other] = first

    def trees(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for node in self.above:
            found.setdefault(self.root(node), []).append(node)
        return found


class _Book:
    """The cards, and for each the clump it has been joined to so far, with what each clump is called and
    what the owner said of it."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self.cards = cards
        self.clump = list(range(len(cards)))
        alone: dict[Bearing, Names] = {}
        self.names: dict[int, Names] = {}
        for position, card in enumerate(cards):
            if bearing := bearing_of(card):
                self.names[position] = alone.setdefault(bearing, frozenset((bearing,)))
        self.sides = {
            position: set(card.said_apart) for position, card in enumerate(cards) if card.said_apart
        }

    def _merge(self, forest: _Forest) -> None:
        """What is tied is one clump from now on."""
        for root, clumps in forest.trees().items():
            if len(clumps) < 2:
                continue
            names = frozenset[Bearing]().union(*(self.names.pop(clump, ()) for clump in clumps))
            sides = set[tuple[str, str]]().union(*(self.sides.pop(clump, ()) for clump in clumps))
            if names:
                self.names[root] = names
            if sides:
                self.sides[root] = sides
        if forest.above:
            self.clump = [forest.root(clump) if clump in forest.above else clump for clump in self.clump]

    def join(
        self,
        keys: Mapping[str, Sequence[int]],
        contradict: Contradict,
        *,
        by_name: bool,
        weak: Collection[str] = (),
    ) -> None:
        """One level: tie by these keys, reopen what contradicts itself, and keep the rest."""
        ties = list(self._ties(keys, contradict, by_name, weak))
        forest = _tied(ties)
        trees = forest.trees()
        # A tree of two is one key's, and was looked at already.
        broken = {
            root for root, clumps in trees.items() if len(clumps) > 2 and self._clash(clumps, contradict)
        }
        if broken:
            ties = list(self._reopened(ties, forest, broken, by_name))
            forest = _tied(ties)
            apart = {root for root, clumps in forest.trees().items() if self._told_apart(clumps)}
            forest = _tied(tie for tie in ties if forest.root(next(iter(tie.clumps))) not in apart)
        self._merge(forest)

    def _ties(
        self, keys: Mapping[str, Sequence[int]], contradict: Contradict, by_name: bool, weak: Collection[str]
    ) -> Iterator[_Tie]:
        for key, positions in keys.items():
            clumps = {self.clump[position] for position in positions}
            if len(clumps) < 2:
                continue
            if key not in weak and not self._clash(clumps, contradict):
                yield _Tie(clumps, is_by_name=False)
            elif by_name:
                yield from self._of_one_name(clumps)

    def _of_one_name(self, clumps: Iterable[int]) -> Iterator[_Tie]:
        called: dict[Bearing, list[int]] = {}
        for clump in clumps:
            for name in self.names.get(clump, ()):
                called.setdefault(name, []).append(clump)
        for same in called.values():
            if len(same) > 1 and not self._told_apart(same):
                yield _Tie(same, is_by_name=True)

    def _reopened(
        self, ties: Iterable[_Tie], forest: _Forest, broken: Collection[int], by_name: bool
    ) -> Iterator[_Tie]:
        for tie in ties:
            if tie.is_by_name or forest.root(next(iter(tie.clumps))) not in broken:
                yield tie
            elif by_name:
                yield from self._of_one_name(tie.clumps)

    def _clash(self, clumps: Collection[int], contradict: Contradict) -> bool:
        return self._told_apart(clumps) or (
            contradict is not _never and self._called_apart(clumps, contradict)
        )

    def _called_apart(self, clumps: Iterable[int], contradict: Contradict) -> bool:
        """Whether names of two different clumps contradict each other."""
        borne_by: dict[Names, int] = {}
        for clump in clumps:
            if names := self.names.get(clump):
                borne_by[names] = borne_by.get(names, 0) + 1
        if len(borne_by) > MOST_NAMES:
            return True
        different = list(borne_by)
        for position, names in enumerate(different):
            # Within a clump a stronger word has joined contradicting names; a second clump of both is none.
            if len(names) > 1 and borne_by[names] > 1 and contradict(names, names):
                return True
            if any(contradict(names, other) for other in different[:position]):
                return True
        return False

    def _told_apart(self, clumps: Iterable[int]) -> bool:
        if not self.sides:
            return False
        said: dict[str, tuple[set[str], set[int]]] = {}
        for clump in clumps:
            for split, side in self.sides.get(clump, ()):
                sides, who = said.setdefault(split, (set(), set()))
                sides.add(side)
                who.add(clump)
        return any(len(sides) > 1 and len(who) > 1 for sides, who in said.values())

    def join_nameless(self, keys: Mapping[str, Sequence[int]]) -> None:
        """Nothing tells those apart who still have no name: one nobody for an address, not one for a sale."""
        ties = []
        for positions in keys.values():
            clumps = {clump for position in positions if (clump := self.clump[position]) not in self.names}
            if len(clumps) > 1:
                ties.append(_Tie(clumps, is_by_name=True))
        forest = _tied(ties)
        apart = {root for root, clumps in forest.trees().items() if self._told_apart(clumps)}
        forest = _tied(tie for tie in ties if forest.root(next(iter(tie.clumps))) not in apart)
        self._merge(forest)

    def found(self) -> list[list[int]]:
        members: dict[int, list[int]] = {}
        for card, clump in zip(self.cards, self.clump, strict=True):
            members.setdefault(clump, []).append(card.id)
        return sorted(sorted(ids) for ids in members.values())


def _tied(ties: Iterable[_Tie]) -> _Forest:
    forest = _Forest()
    for tie in ties:
        forest.tie(tie.clumps)
    return forest
