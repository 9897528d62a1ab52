"""Puts the rule of who is who (matching.py) to work on the books: claims to people, and back again.

The rule is a function of the set of all claims. Here it is run on the claims that could be touched: those
given and all that share a key with them, and so on (the closed set), which gives what the whole would.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from goodword.accounts.models import Source
from goodword.lib.names import name_kind
from goodword.lib.text import fold

from .matching import Card, groups, households, keys_of
from .models import Claim, Household, Join, Person, Way
from .shown import recompute

AT_ONCE = 500
CLAIM_FIELDS = ("id", "person_id", "is_attached", "name", "given_name", "family_name", "organisation") + (
    "is_company",
    "vendor",
    "account",
    "vendor_id",
    "street",
    "postcode",
)


def chunks(ids: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    part: list[Any] = []
    for one in ids:
        part.append(one)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def card(claim: dict[str, Any], ways: Iterable[tuple[str, str]]) -> Card:
    """A claim as the rule sees it. `ways` are (kind, key) with a key that identifies."""
    vendor_id = claim["vendor_id"] and f"{claim['vendor']}|{claim['account']}|{claim['vendor_id']}"
    told = list(ways)
    given, family = fold(claim["given_name"]), fold(claim["family_name"])
    full = fold(claim["name"] or f"{given} {family}".strip() or claim["organisation"])
    return Card(
        id=claim["id"],
        given=given,
        family=family,
        full=full,
        kind="organisation" if claim["is_company"] else "person" if given or family else name_kind(full),
        vendor_ids=(vendor_id,) if vendor_id else (),
        mails=tuple(dict.fromkeys(key for kind, key in told if kind == Way.Kind.EMAIL)),
        phones=tuple(dict.fromkeys(key for kind, key in told if kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP))),
        street=fold(claim["street"]),
        postcode=fold(claim["postcode"]),
    )


class Cards:
    """The closed set of claims around some of them, with the person each belongs to today."""

    def __init__(self, business_id: int) -> None:
        self.business_id = business_id
        self.cards: dict[int, Card] = {}
        self.person_of: dict[int, int] = {}
        self.attached: set[int] = set()

    def here(self) -> "QuerySet[Claim]":
        return Claim.objects.filter(business_id=self.business_id, source__state=Source.State.HERE)

    def add(self, claim_ids: Iterable[int]) -> list[Card]:
        """Load these claims, if they are here and not loaded yet."""
        new: list[Card] = []
        for part in chunks(sorted(set(claim_ids) - self.cards.keys())):
            rows = {row["id"]: row for row in self.here().filter(pk__in=part).values(*CLAIM_FIELDS)}
            ways: dict[int, list[tuple[str, str]]] = defaultdict(list)
            told = Way.objects.filter(claim_id__in=list(rows), is_wrong=False).exclude(key="")
            for claim_id, kind, key in told.values_list("claim_id", "kind", "key"):
                ways[claim_id].append((kind, key))
            for pk, row in rows.items():
                new.append(card(row, ways[pk]))
                self.person_of[pk] = row["person_id"]
                if row["is_attached"]:
                    self.attached.add(pk)
        self.cards.update((one.id, one) for one in new)
        return new

    def close(self, edge: Sequence[Card]) -> None:
        """Add every claim that shares a key with one at the edge, or its person, until none is left."""
        asked: set[str] = set()
        while edge:
            keys = {key for one in edge for key in keys_of(one)} - asked
            asked |= keys
            people = {self.person_of[one.id] for one in edge if one.id in self.person_of}
            edge = self.add([*self._sharing(keys), *self._of_people(people)])

    def anchor(self) -> None:
        """What the owner typed onto a person goes with that person's eldest other claim, whatever it says."""
        eldest: dict[int, int] = {}
        for pk in sorted(self.cards, key=lambda pk: (pk in self.attached, pk)):
            eldest.setdefault(self.person_of[pk], pk)
        for pk in self.attached:
            tie = (f"person {self.person_of[pk]}",)
            self.cards[pk].said_same = self.cards[eldest[self.person_of[pk]]].said_same = tie

    def _of_people(self, people: Collection[int]) -> Iterator[int]:
        for part in chunks(people):
            yield from self.here().filter(person_id__in=part).values_list("pk", flat=True)

    def _sharing(self, keys: Collection[str]) -> Iterator[int]:
        """Claims with one of these keys; a key is "mail:...", "phone:..." or "vendor:vendor|account|id"."""
        by_kind: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            kind, _, value = key.partition(":")
            by_kind[kind].append(value)
        kinds = {"mail": (Way.Kind.EMAIL,), "phone": (Way.Kind.PHONE, Way.Kind.WHATSAPP)}
        for kind, values in by_kind.items():
            for part in chunks(values):
                if kind in kinds:
                    rows = Way.objects.filter(
                        business_id=self.business_id, kind__in=kinds[kind], key__in=part, is_wrong=False
                    )
                    yield from rows.values_list("claim_id", flat=True)
                elif kind == "vendor":
                    wanted = {tuple(value.split("|", 2)) for value in part}
                    rows_ = self.here().filter(vendor_id__in={told[2] for told in wanted})
                    for pk, *told in rows_.values_list("pk", "vendor", "account", "vendor_id"):
                        if tuple(told) in wanted:
                            yield pk


def settle(business_id: int, claim_ids: Collection[int], at: datetime, *, people: Collection[int] = ()) -> set[int]:
    """Give these claims, and all they touch, to the right people; returns the people whose row changed.

    Safe to repeat, and to stop halfway: it moves towards the same books whatever the order of events.
    `people` are looked at too, though they may have lost their claims (undo).
    """
    book = Cards(business_id)
    book.close(book.add(claim_ids) + book.add(_claims_of(business_id, people)))
    book.anchor()
    found = groups(list(book.cards.values()))
    moves, touched = _moves(business_id, found, book.person_of)
    for part in chunks(moves, 200):
        with transaction.atomic():
            for claims, old, new in part:
                _move(business_id, claims, old, new, at)
    touched |= set(book.person_of.values()) | set(people)
    recompute(business_id, touched)
    _settle_households(business_id, book, found)
    return touched


def _claims_of(business_id: int, people: Collection[int]) -> list[int]:
    found: list[int] = []
    for part in chunks(sorted(people)):
        rows = Claim.objects.filter(business_id=business_id, person_id__in=part)
        found += rows.values_list("pk", flat=True)
    return found


Moving = tuple[list[int], int, int]  # claims, the person they leave, the person they go to


def _moves(business_id: int, found: Sequence[Sequence[int]], person_of: dict[int, int]) -> tuple[list[Moving], set[int]]:
    """Which claims change person. A person stays with the group that holds most of its claims."""
    at_home: dict[int, tuple[int, int]] = {}  # person -> (claims in that group, group)
    for number, group in enumerate(found):
        for person, n in Counter(person_of[claim] for claim in group).items():
            best = at_home.get(person)
            if best is None or (n, -number) > (best[0], -best[1]):
                at_home[person] = (n, number)
    hidden = _hidden(at_home)
    moves: list[Moving] = []
    touched: set[int] = set()
    for number, group in enumerate(found):
        mine = [person for person in {person_of[claim] for claim in group} if at_home[person][1] == number]
        # The eldest stays; one who is only coming in gives way to one who is known.
        kept = min(mine, key=lambda person: (person in hidden, person)) if mine else None
        leaving: dict[int, list[int]] = defaultdict(list)
        for claim in group:
            if person_of[claim] != kept:
                leaving[person_of[claim]].append(claim)
        for old, claims in leaving.items():
            kept = kept or _come_apart(business_id, old, claims)
            moves.append((claims, old, kept))
            touched |= {old, kept}
    return moves, touched


def _hidden(people: Iterable[int]) -> set[int]:
    hidden: set[int] = set()
    for part in chunks(people):
        hidden |= set(Person.every.filter(pk__in=part, is_here=False).values_list("pk", flat=True))
    return hidden


def _come_apart(business_id: int, person_id: int, claims: Sequence[int]) -> int:
    """The person that these claims had before a join, or a new one."""
    label = Claim._meta.label
    for join in Join.objects.filter(kept_id=person_id, undone_at=None).order_by("-pk"):
        if set(join.moved.get(label, ())) & set(claims):
            return join.gone_id
    since = Person.every.values_list("since", flat=True).get(pk=person_id)
    return Person.every.create(business_id=business_id, since=since, is_here=False).pk


def _move(business_id: int, claims: Sequence[int], old: int, new: int, at: datetime) -> None:
    Claim.objects.filter(pk__in=claims).update(person_id=new)
    Way.objects.filter(claim_id__in=claims).update(person_id=new)
    _follow_claims(claims, new)
    join = Join.objects.filter(gone_id=new, kept_id=old, undone_at=None).first()
    if join:
        _take_back(join, at)
    elif not Claim.objects.filter(person_id=old).exists():
        _join(business_id, old, new, claims, at)


def _follow_claims(claims: Sequence[int], new: int) -> None:
    """Rows of upper rooms that came with a claim (a sale's buyer) go where the claim goes."""
    for link in Claim._meta.related_objects:
        model: Any = link.related_model
        if any(field.name == "person" for field in model._meta.fields):
            model._base_manager.filter(**{f"{link.field.attname}__in": claims}).update(person_id=new)  # type: ignore[union-attr]


def _join(business_id: int, gone: int, kept: int, claims: Sequence[int], at: datetime) -> None:
    """`gone` has lost its last claim to `kept`: all else that is theirs follows, and is remembered."""
    shell = Person.every.filter(pk=gone).values("is_here", "kind_said", "left_out", "never_ask").first()
    if shell is None:
        return
    moved: dict[str, list[int]] = {Claim._meta.label: list(claims)}
    for link in Person._meta.related_objects:
        rules = getattr(link.related_model, "rules", None)
        if rules is None or rules.on_merge == "stay" or link.related_model in (Claim, Way):
            continue
        pks = _repoint(link.related_model, link.field.attname, gone, kept)  # type: ignore[union-attr]
        if pks:
            moved[f"{link.related_model._meta.label}.{link.field.attname}"] = pks  # type: ignore[union-attr]
    if not shell["is_here"] and len(moved) == 1:
        # Was only coming in, and nobody has ever seen them: nothing to remember.
        Person.every.filter(pk=gone).delete()
        return
    Join.objects.create(business_id=business_id, gone_id=gone, kept_id=kept, moved=moved, at=at)
    Person.every.filter(pk=gone).update(is_here=False, joined_into_id=kept)
    # The owner's word on either holds for both; a "no" is never lost.
    if shell["kind_said"]:
        Person.every.filter(pk=kept, kind_said="").update(kind_said=shell["kind_said"])
    if shell["never_ask"]:
        Person.every.filter(pk=kept).update(never_ask=True)


def _repoint(model: Any, field: str, gone: int, kept: int) -> list[int]:
    """Point what pointed to `gone` at `kept`; a row that would then stand there twice stays behind."""
    moved = []
    for pk in model._base_manager.filter(**{field: gone}).values_list("pk", flat=True):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field: kept})
        except IntegrityError:
            continue
        moved.append(pk)
    return moved


def _take_back(join: Join, at: datetime) -> None:
    """A contradiction: `gone` is somebody after all, and gets back what the join had moved."""
    for label, pks in join.moved.items():
        if label == Claim._meta.label:
            continue
        table, field = label.rsplit(".", 1)
        apps.get_model(table)._base_manager.filter(pk__in=pks, **{field: join.kept_id}).update(
            **{field: join.gone_id}
        )
    Person.every.filter(pk=join.gone_id).update(is_here=True, joined_into=None)
    Join.objects.filter(pk=join.pk).update(undone_at=at)


def _settle_households(business_id: int, book: Cards, found: Sequence[Sequence[int]]) -> None:
    """Couples and families on one phone or at one door, as far as these claims tell."""
    person_of: dict[int, int] = {}
    for part in chunks(book.cards):
        person_of.update(Claim.objects.filter(pk__in=part).values_list("pk", "person_id"))
    homes = [
        frozenset(person_of[group[0]] for group in home if group and group[0] in person_of)
        for home in households(list(book.cards.values()), [list(group) for group in found])
    ]
    grouped = {person for home in homes for person in home}
    everyone = set(person_of.values())
    for part in chunks(everyone - grouped):
        Person.every.filter(pk__in=part).exclude(household=None).update(household=None)
    for home in homes:
        _keep_household(business_id, home)


def _keep_household(business_id: int, home: frozenset[int]) -> None:
    people = list(Person.every.filter(pk__in=home).select_related("household").order_by("pk"))
    known = {person.household_id for person in people}
    if len(people) < 2 or (len(known) == 1 and None not in known):
        return
    name = _household_name(people)
    household = next((person.household for person in people if person.household), None) or Household.objects.create(
        business_id=business_id, name=name
    )
    Person.every.filter(pk__in=[person.pk for person in people]).update(household=household)


def _household_name(people: Sequence[Person]) -> str:
    families = dict.fromkeys(person.family_name for person in people if person.family_name)
    firsts = [person.given_name or person.name for person in people]
    return f"{' & '.join(firsts)} {next(iter(families))}"[:120] if len(families) == 1 else " & ".join(firsts)[:120]
