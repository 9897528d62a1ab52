"""What a member types about a person: claims by hand, which stand before every file."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from goodword.accounts.jobs import ask
from goodword.accounts.models import Business, Member, Source
from goodword.accounts.models.change import log
from goodword.lib.mails import mail_key
from goodword.lib.names import parse
from goodword.lib.phones import phone_key

from .closed import door_of
from .models import Claim, Consent, Kind, Note, Person, Tie, Way
from .shown import held_by_something, recompute

CORRECTABLE = ("name", "organisation", "job", "city", "street", "postcode", "birthday")


@transaction.atomic
def add_person(
    business: Business,
    member: Member | None,
    at: datetime,
    *,
    name: str,
    kind: str = "",
    email: str = "",
    phone: str = "",
    organisation: str = "",
) -> Person:
    """A new person by the owner's word. A namesake in the books stays another person."""
    person = Person.every.create(business=business, kind_said=kind, since=at)
    claim = _claim(person, member, at, name=name, **({"organisation": organisation} if organisation else {}))
    for way, value in (("email", email), ("phone", phone)):
        if value:
            _way(claim, way, value)
    recompute(business.pk, [person.pk])
    person.refresh_from_db()
    log(person, "person.created", at, member)
    return person


def is_only_typed(person: Person) -> bool:
    """Whether nothing but one member's typing names this person: adding them can still be taken back."""
    return not person.claims.filter(by_hand=False).exists()


@transaction.atomic
def unadd_person(person: Person, member: Member | None, at: datetime) -> bool:
    """Adding this person was a slip: they go, unless more has come to be known of them since (a sale, a
    note, an ask ...). Unlike forgetting it leaves no mark: a later file may bring them. True if they went."""
    if not is_only_typed(person) or held_by_something([person.pk]):
        return False
    log(person, "person.removed", at, member)
    person.delete()
    return True


@transaction.atomic
def correct(person: Person, member: Member | None, at: datetime, **fields: str) -> Person:
    """The owner's word on a name, an organisation, a town; "" says that there is none, of all but the name.
    Earlier claims stay, and lose."""
    told = {name: value.strip() for name, value in fields.items() if name in CORRECTABLE}
    if not told.get("name", "some"):
        del told["name"]
    if told:
        _claim(person, member, at, **told)
        _show(person, at)
        person.refresh_from_db()
        log(person, "person.updated", at, member, tuple(told))
    return person


@transaction.atomic
def add_way(person: Person, member: Member | None, at: datetime, kind: str, value: str) -> Way:
    """Safe to repeat: a way already on file is the same way, and right again if it was called wrong."""
    key = way_key(kind, value, person.business.country)
    known = (
        person.ways.filter(kind=kind, key=key, value=value)
        if not key
        else person.ways.filter(kind=kind, key=key)
    )
    if found := known.first():
        known.update(is_wrong=False)
        way = found
    else:
        way = _way(_claim(person, member, at), kind, value)
    _show(person, at)
    log(person, "person.updated", at, member, (kind,))
    return way


@transaction.atomic
def wrong_way(way: Way, member: Member | None, at: datetime, *, is_wrong: bool = True) -> None:
    """“This is not their number”: kept, so that the next file does not bring it back. Undone the same way."""
    same = Way.objects.filter(person_id=way.person_id, kind=way.kind)
    same = same.filter(key=way.key) if way.key else same.filter(value=way.value)
    same.update(is_wrong=is_wrong)
    _show(way.person, at)
    log(way.person, "person.updated", at, member, (way.kind,))


@transaction.atomic
def sort_as(person: Person, kind: str, member: Member | None, at: datetime) -> None:
    """The owner's word on who this is; "" takes it back."""
    if kind and kind not in Kind.values:
        raise ValueError(f"{kind!r} is no kind of person")
    person.kind_said = "" if kind == Kind.UNSORTED else kind
    person.left_out = False
    person.kind = person.kind_said or (Kind.CUSTOMER if person.has_bought else Kind.UNSORTED)
    person.save(update_fields=["kind_said", "kind", "left_out"])
    log(person, "person.updated", at, member, ("kind",))


@transaction.atomic
def leave_out(person: Person, member: Member | None, at: datetime, *, left_out: bool = True) -> None:
    """Never on the list, seen by the owner alone; `left_out=False` brings them back."""
    person.left_out = left_out
    person.save(update_fields=["left_out"])
    log(person, "person.updated", at, member, ("left_out",))


@transaction.atomic
def unsort(person: Person, kind_said: str, left_out: bool, member: Member | None, at: datetime) -> None:
    """Puts back what was said before sort_as or leave_out."""
    sort_as(person, kind_said, member, at)
    if left_out:
        leave_out(person, member, at)


@transaction.atomic
def say_consent(person: Person, says: str, member: Member | None, at: datetime, why: str = "") -> Consent:
    consent = Consent.objects.create(
        business_id=person.business_id, person=person, member=member, at=at, says=says, why=why
    )
    _follow_consent(person)
    log(person, "person.updated", at, member, ("never_ask",))
    return consent


@transaction.atomic
def take_back_consent(consent: Consent, member: Member | None, at: datetime) -> None:
    Consent.objects.filter(pk=consent.pk, taken_back_at=None).update(taken_back_at=at)
    _follow_consent(consent.person)
    log(consent.person, "person.updated", at, member, ("never_ask",))


@transaction.atomic
def restore_consent(consent: Consent, member: Member | None, at: datetime) -> None:
    """It was taken back by mistake, and holds again."""
    Consent.objects.filter(pk=consent.pk).update(taken_back_at=None)
    _follow_consent(consent.person)
    log(consent.person, "person.updated", at, member, ("never_ask",))


def _follow_consent(person: Person) -> None:
    newest = person.consents.filter(taken_back_at=None).order_by("-at", "-id").first()
    says_never = newest is not None and newest.says == Consent.Says.NEVER
    person.never_ask = says_never or Consent.own_stops(person).exists()
    person.save(update_fields=["never_ask"])


@transaction.atomic
def add_note(
    person: Person,
    member: Member | None,
    at: datetime,
    text: str,
    *,
    about: str = "",
    says_no: bool = False,
    key: str = "",
) -> Note:
    """Keep a line about a person. The same form sent twice (by its key) is one note."""
    told: dict[str, Any] = {
        "person": person,
        "member": member,
        "at": at,
        "on": person.business.day_of(at),
        "text": text.strip(),
        "about": about,
        "says_no": says_no,
    }
    if not key:
        note, made = Note.objects.create(business_id=person.business_id, **told), True
    else:
        note, made = Note.objects.get_or_create(business_id=person.business_id, key=key, defaults=told)
    if made:
        log(note, "note.created", at, member)
    return note


@transaction.atomic
def remove_note(note: Note, member: Member | None, at: datetime) -> None:
    """Safe to repeat."""
    gone, _rows = Note.objects.filter(pk=note.pk).delete()
    if gone:
        log(note, "note.removed", at, member)


# What a tie is from the other end; the rest read alike from both.
OTHER_END = {Tie.Kind.PARENT: Tie.Kind.CHILD, Tie.Kind.CHILD: Tie.Kind.PARENT}


@transaction.atomic
def add_tie(person: Person, other: Person, kind: str, member: Member | None, at: datetime) -> Tie:
    """`person` is `kind` of `other`. Told from either end, it is one tie."""
    if other.pk == person.pk:
        raise ValueError("nobody has a tie to themselves")
    back = OTHER_END.get(Tie.Kind(kind), Tie.Kind(kind))
    found = Tie.objects.filter(person=person, other=other, kind=kind).first()
    found = found or Tie.objects.filter(person=other, other=person, kind=back).first()
    if found:
        return found
    source = Source.by_hand(person.business_id, member, at)
    tie = Tie.objects.create(
        business_id=person.business_id, person=person, other=other, kind=kind, source=source
    )
    log(person, "person.updated", at, member, ("ties",))
    return tie


@transaction.atomic
def remove_tie(tie: Tie, member: Member | None, at: datetime) -> None:
    """Safe to repeat."""
    gone, _rows = Tie.objects.filter(pk=tie.pk).delete()
    if gone:
        log(tie.person, "person.updated", at, member, ("ties",))


def way_key(kind: str, value: str, country: str) -> str:
    if kind == Way.Kind.EMAIL:
        return mail_key(value)
    if kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP):
        return phone_key(value, country)
    return value.strip().lower().rstrip("/") if kind == Way.Kind.LINKEDIN else ""


def _show(person: Person, at: datetime) -> None:
    """Made again from what is claimed now. Sales of who was nameless until then may count otherwise; the room
    that decides on them stands above, and is asked by name."""
    if recompute(person.business_id, [person.pk]):
        ask(person.business_id, "sales.recount", f"{person.code} {at:%Y%m%d%H%M%S%f}", at)


def _claim(person: Person, member: Member | None, at: datetime, **said: str) -> Claim:
    name = parse(said.get("name", ""))
    source = Source.by_hand(person.business_id, member, at)
    text = "|".join([source.code, at.isoformat(), *(f"{key}={value}" for key, value in sorted(said.items()))])
    return Claim.objects.create(
        business_id=person.business_id,
        person=person,
        source=source,
        by_hand=True,
        is_attached=person.claims.exists(),
        at=at,
        digest=hashlib.blake2b(text.encode(), digest_size=16).hexdigest(),
        given_name=name.given[:100],
        family_name=name.family[:100],
        door=door_of({"given_name": name.given, "family_name": name.family, **said}),
        empties=sorted(field for field in said if not said[field]),
        **said,
    )


def _way(claim: Claim, kind: str, value: str) -> Way:
    return Way.objects.create(
        business_id=claim.business_id,
        claim=claim,
        person_id=claim.person_id,
        kind=kind,
        key=way_key(kind, value, claim.person.business.country),
        value=value.strip()[:254],
    )
