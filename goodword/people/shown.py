"""The person shown, computed from claims: the owner's word, then the fullest and newest claim.

It stands ready on the person's row, so that lists stay quick, and can be made again at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db import connection, transaction

from goodword.accounts.models import Source
from goodword.accounts.turns import give_way
from goodword.lib.listed import list_key
from goodword.lib.names import as_said
from goodword.lib.text import fold

from .models import Claim, Kind, Person, Way

CHUNK = 2000


class Said(NamedTuple):
    """What of a claim is shown, or decides which one is."""

    id: int
    person_id: int
    by_hand: bool
    at: datetime
    vendor: str
    digest: str
    name: str
    given_name: str
    family_name: str
    nickname: str
    organisation: str
    city: str
    is_company: bool
    empties: list[str]


class Leads(NamedTuple):
    """A way to reach them."""

    id: int
    person_id: int
    claim_id: int
    kind: str
    key: str
    value: str
    label: str
    is_wrong: bool

    @property
    def address(self) -> tuple[str, str]:
        return self.kind, self.key or self.value


class Reaches(Protocol):
    """What a way needs to be shown: one of the books, or one that a file tells."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


class Shown(NamedTuple):
    """What stands ready on the person's row."""

    kind: str
    name: str
    given_name: str
    family_name: str
    organisation: str
    is_company: bool
    email: str
    phone: str
    city: str
    sort_name: str
    search: str
    is_here: bool


def recompute(business_id: int, people: Collection[int]) -> set[int]:
    """Make the shown fields of these people again; who is held by nothing any more goes. Returns who of them
    was nameless and is not, or the other way round: their sales may count differently now.

    Short transactions of two thousand people each: a button pressed meanwhile need not wait.
    """
    ids = sorted(people)
    named = set[int]()
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            named |= _recompute(business_id, ids[start : start + CHUNK])
        if start + CHUNK < len(ids):
            give_way()
    return named


def _recompute(business_id: int, ids: Sequence[int]) -> set[int]:
    claims: dict[int, list[Said]] = defaultdict(list)
    here = Claim.objects.filter(business_id=business_id, person__among=ids, source__state=Source.State.HERE)
    for said in map(Said._make, here.values_list(*Said._fields)):
        claims[said.person_id].append(said)
    ways: dict[int, list[Leads]] = defaultdict(list)
    # Which claims are here is sooner looked up than joined by the database, way by way.
    is_here = {said.id for told in claims.values() for said in told}
    for way in map(Leads._make, Way.objects.filter(person__among=ids).values_list(*Leads._fields)):
        if way.claim_id in is_here:
            ways[way.person_id].append(way)
    rows = Person.every.filter(business_id=business_id, pk__among=ids, joined_into=None)
    nobodies: list[int] = []
    changed: list[tuple[Any, ...]] = []
    named = set[int]()
    for pk, kind_said, has_bought, *before in rows.values_list(
        "pk", "kind_said", "has_bought", *Shown._fields
    ):
        if pk not in claims:
            nobodies.append(pk)
            continue
        kind = kind_said or (Kind.CUSTOMER if has_bought else Kind.UNSORTED)
        shown = show(kind, claims[pk], ways.get(pk, ()))
        was = Shown._make(before)
        if shown != was:
            changed.append((*shown, pk))
            if was.is_here and bool(was.name) != bool(shown.name):
                named.add(pk)
    _write(changed)
    let_go(nobodies)
    return named


def _write(rows: Sequence[tuple[Any, ...]]) -> None:
    # bulk_update builds one statement with a CASE for every field and row: twenty times as slow.
    fields = ", ".join(f"{field} = %s" for field in Shown._fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {Person._meta.db_table} SET {fields} WHERE id = %s", rows)  # noqa: S608


def rank(claim: Said) -> tuple[Any, ...]:
    """The higher one stands: the owner's word, the later one even of one moment; then the later day.

    Of files of one day the vendor decides, and only between two of one vendor the moment: so the order of
    files decides nothing, and one that was mended and brought in again stands before what it was.
    """
    typed = claim.id if claim.by_hand else 0
    return claim.by_hand, claim.at.date(), claim.vendor, claim.at, typed, claim.digest


def show(kind: str, claims: Sequence[Said], ways: Iterable[Leads]) -> Shown:
    """The person shown, of that kind, from what is claimed."""
    ranked = sorted(claims, key=rank, reverse=True) if len(claims) > 1 else claims
    place = {claim.id: n for n, claim in enumerate(ranked)}
    right = sorted(
        (way for way in ways if way.value), key=lambda way: (place.get(way.claim_id, len(place)), way.id)
    )
    wrong = {way.address for way in right if way.is_wrong}
    right = [way for way in right if way.address not in wrong] if wrong else right
    organisation, email, phone = _first(ranked, "organisation"), mail_of(right), phone_of(right)
    told, given, family = _name(ranked)
    nickname = _first(ranked, "nickname")
    name = called(told, given, family, nickname, organisation, email, phone)
    is_company = bool(ranked) and ranked[0].is_company and not given
    # Who has no name at all is called by the organisation, and stands where it would.
    is_firm = is_company or not (told or given or family or nickname)
    return Shown(
        kind=kind,
        name=name,
        given_name=given,
        family_name=family,
        organisation=organisation,
        is_company=is_company,
        email=email,
        phone=phone,
        city=_first(ranked, "city"),
        sort_name=list_key(told or name, given, family, is_firm=is_firm)[:200],
        search=_search(name, ranked, right),
        is_here=True,
    )


def called(
    name: str, given: str, family: str, nickname: str, organisation: str, email: str, phone: str
) -> str:
    """What they are called in every list, and where a file is looked at: by their name as it was told, the given
    name first where a comma says that it stands behind; else by what stands for a name."""
    said = as_said(name, given, family) if "," in name else name
    whole = (said or f"{given} {family}").strip()[:200]
    return whole or nickname or (organisation or email or phone)[:200]


def _first(ranked: Iterable[Said], field: str) -> str:
    for claim in ranked:
        if (value := str(getattr(claim, field))) or field in claim.empties:
            return value
    return ""


def _name(ranked: Sequence[Said]) -> tuple[str, str, str]:
    """Whole, given and family, of the claim that tells them best."""
    named = [claim for claim in ranked if claim.name or claim.given_name or claim.family_name]
    best = max(named, key=_tells_a_name) if len(named) > 1 else next(iter(named), None)
    return (best.name, best.given_name, best.family_name) if best else ("", "", "")


def _tells_a_name(claim: Said) -> tuple[Any, ...]:
    """One source's name is taken whole: the owner's word, then who knows both names, who spells them out (Jane
    Grant, not J. Grant or Jane G.), and who does not shout."""
    both = bool(claim.given_name and claim.family_name)
    is_spelled_out = all(len(name.rstrip(".")) > 1 for name in (claim.given_name, claim.family_name))
    shouts = f"{claim.name}{claim.given_name}{claim.family_name}".isupper()
    return (claim.by_hand, both, is_spelled_out, not shouts, *rank(claim)[1:])


def mail_of(ways: Sequence[Reaches]) -> str:
    mails = [way for way in ways if way.kind == Way.Kind.EMAIL]
    sound = [way.key for way in mails if way.key]  # a broken one never stands before one that works
    return next(iter([*sound, *(way.value for way in mails)]), "")


def phone_of(ways: Sequence[Reaches]) -> str:
    phones = [way for way in ways if way.kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP)]
    mobile = [way for way in phones if way.label in ("mobile", "cell", "iphone")]
    return next((way.key or way.value for way in [*mobile, *phones]), "")[:32]


def _search(name: str, claims: Iterable[Said], ways: Iterable[Leads]) -> str:
    words = dict.fromkeys(fold(name).split())
    for claim in claims:
        told = (claim.name, claim.given_name, claim.family_name, claim.nickname, claim.organisation)
        words.update(dict.fromkeys(fold(" ".join(told)).split()))
    for way in ways:
        if way.kind == Way.Kind.EMAIL:
            words[way.key or way.value.lower()] = None
        elif digits := "".join(filter(str.isdigit, way.key or way.value)):
            words[digits] = None
    # A blank before each word: " ann" finds words that begin so.
    return "".join(f" {word}" for word in words)


def let_go(ids: Sequence[int]) -> None:
    """Remove those whom nothing in the books holds: no claim, no note, no ask, no evidence."""
    held = held_by_something(ids)
    # A file that is only coming in tells of them: they wait for it, unseen.
    told = set(Claim.objects.filter(person_id__among=list(ids)).values_list("person_id", flat=True)) - held
    Person.every.filter(pk__among=sorted(told)).update(is_here=False)
    gone = [pk for pk in ids if pk not in held and pk not in told]
    # Who was found to be one of them goes too: nothing is theirs any more.
    while gone:
        joined = list(Person.every.filter(joined_into__among=gone).values_list("pk", flat=True))
        Person.every.filter(pk__among=gone).delete()
        gone = joined
    # Named by no file any more, but known by hand (a note, an ask): they stay as they were last shown.
    Person.every.filter(pk__among=held, is_here=False).update(is_here=True)


def held_by_something(ids: Sequence[int]) -> set[int]:
    held: set[int] = set()
    for link in Person._meta.related_objects:
        rules = getattr(link.related_model, "rules", None)
        if rules is not None and rules.holds and ids:
            field = link.field.attname  # type: ignore[union-attr]
            rows: Any = link.related_model._base_manager.filter(**{f"{field}__among": ids})
            held |= set(rows.values_list(field, flat=True))
    return held


def mark_buyers(business_id: int, bought: Collection[int], not_bought: Collection[int]) -> None:
    """Told by sales: who has a sale that counts. Kinds follow, unless the owner said otherwise."""
    for flag, ids in ((True, sorted(bought)), (False, sorted(not_bought))):
        kind = Kind.CUSTOMER if flag else Kind.UNSORTED
        for start in range(0, len(ids), CHUNK):
            part = Person.every.filter(
                business_id=business_id, pk__among=ids[start : start + CHUNK], has_bought=not flag
            )
            part.filter(kind_said="").update(has_bought=flag, kind=kind)
            part.update(has_bought=flag)
