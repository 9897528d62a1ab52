"""Forgetting somebody: one walk over every table, by what each says of itself in its `rules`.

What is theirs goes; what stays (a sale) loses its link to them; where others' rows name them, the name is
taken out. Marks that nobody can read back keep them out of later files (people/forgetting.py).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import SET_NULL, ForeignKey, Model, Q

from goodword.accounts.jobs import ask
from goodword.accounts.models import Member, Source
from goodword.accounts.models.change import log
from goodword.gratitude.models import ThankYou
from goodword.introductions.models import Introduction
from goodword.listening.models import Testimonial
from goodword.listening.quoting import unquote
from goodword.people.forgetting import remember_to_forget
from goodword.people.models import Claim, Household, Person, Tie
from goodword.referrals.models import Evidence
from goodword.sales.models import Sale

from .mentions import Mentions, mentions_of, naming, searched_models, text_fields
from .wiping import empty_log, is_left


class FileComing(Exception):
    """A file is coming into the books at this moment, and may bring the person again."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What a page says before: what goes and what stays, in numbers."""

    notes: int
    asks: int
    thanks: int
    files: int
    sales: int
    sent: int
    waiting: int


def links_to_people(model: type[Model]) -> "list[ForeignKey[Any, Any]]":
    return _links(model, Person)


def _links(model: type[Model], to: type[Model]) -> "list[ForeignKey[Any, Any]]":
    return [
        one for one in model._meta.concrete_fields if isinstance(one, ForeignKey) and one.related_model is to
    ]


def is_let_go(link: "ForeignKey[Any, Any]") -> bool:
    """Whether the row stays and only its link to the person is emptied."""
    return link.remote_field.on_delete is SET_NULL


def all_of(person: Person) -> list[Person]:
    """The person, and everyone who was found to be the same and joined into them."""
    found = {person.pk: person}
    edge = [person.pk]
    while edge:
        joined = Person.every.filter(joined_into__in=edge).exclude(pk__in=found)
        edge = [one.pk for one in joined]
        found |= {one.pk: one for one in joined}
    return list(found.values())


def toll(person: Person) -> Toll:
    rooms = {link.related_model._meta.label: link.related_model for link in Person._meta.related_objects}  # type: ignore[union-attr]
    asks = rooms["talks.Ask"]._base_manager.filter(person=person)
    return Toll(
        notes=person.notes.count(),
        asks=asks.count(),
        thanks=ThankYou.objects.filter(person=person).count(),
        files=Source.objects.filter(
            pk__in=person.claims.filter(by_hand=False).values("source"), state=Source.State.HERE
        ).count(),
        sales=Sale.objects.filter(person=person, state=Sale.State.COUNTED).count(),
        sent=Evidence.objects.filter(referrer=person, withdrawn_at=None).count(),
        waiting=sum(model.n_waiting(person.business_id) for model in waiting_models()),
    )


def waiting_models() -> list[Any]:
    """Tables that hold whole files which nobody has decided on: these cannot be searched, so they go."""
    return [model for model in searched_models() if hasattr(model, "drop_waiting")]


@dataclass(slots=True)
class _Walk:
    people: list[Person]
    near: set[int]
    mentions: Mentions
    # Rows that name them: found before the transaction, so that it is short.
    naming: list[tuple[Any, list[int]]] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        return [person.pk for person in self.people]


def forget(person: Person, member: Member | None, at: datetime) -> None:
    """Forget them everywhere, for good. Raises FileComing while a file is being taken in.

    The searching is done before, the changes in one transaction; the bytes are wiped after it.
    """
    coming = Source.objects.filter(business_id=person.business_id, state=Source.State.COMING).exists()
    if coming or any(model.is_coming(person.business_id) for model in waiting_models()):
        raise FileComing
    walk = _look(person)
    with transaction.atomic():
        for one in walk.people:
            remember_to_forget(one, at)
        for said in Testimonial.objects.filter(person__in=walk.ids):
            unquote(said)
        _unname(walk)
        for model, pks in walk.naming:
            _take_names_out(model, pks, walk)
        _leave_home(walk)
        log(person, "person.forgotten", at, member)
        if walk.near:
            # Who sent them, or was sent by them, stands differently now.
            key = f"forgotten {person.code}"
            ask(person.business_id, "advocates.restand", key, at, people=sorted(walk.near))
        Person.every.filter(pk__in=walk.ids).delete()
        needles = walk.mentions.needles
        transaction.on_commit(lambda: _wipe(person.business_id, person.code, needles, at))
    for model in waiting_models():
        model.drop_waiting(person.business_id)


def _look(person: Person) -> _Walk:
    people = all_of(person)
    near = _near({one.pk for one in people})
    mentions = mentions_of(people, Person.every.filter(pk__in=near))
    walk = _Walk(people, near, mentions)
    for model in searched_models():
        pks = naming(model, person.business_id, mentions.needles)
        pks |= set(_rows_of(model, near).values_list("pk", flat=True)) if mentions.firsts else set()
        if pks:
            walk.naming.append((model, sorted(pks)))
    return walk


def _near(ids: Collection[int]) -> set[int]:
    """Those whose rows may call them by the first name: who sent them, whom they sent, whom they
    were introduced to, family, home."""
    near: set[int | None] = set()
    for model, one, other in (
        (Evidence, "referrer", "referred"),
        (ThankYou, "person", "newcomer"),
        (Tie, "person", "other"),
        (Introduction, "one", "other"),
    ):
        rows = model._base_manager.filter(Q(**{f"{one}__in": ids}) | Q(**{f"{other}__in": ids}))
        for pair in rows.values_list(one, other):
            near |= set(pair)
    homes = Person.every.filter(pk__in=ids).exclude(household=None).values("household")
    near |= set(Person.every.filter(household__in=homes).values_list("pk", flat=True))
    return {pk for pk in near if pk is not None} - set(ids)


def _rows_of(model: Any, people: Collection[int]) -> Any:
    """Rows of that table that are about these people (their own names stand elsewhere)."""
    found = Q()
    for link in links_to_people(model):
        found |= Q(**{f"{link.name}__in": people})
    return model._base_manager.filter(found) if found and text_fields(model) else model._base_manager.none()


def _unname(walk: _Walk) -> None:
    """Rows that stay lose their link, to the person or to a record of theirs, and what they say of the person."""
    for model in searched_models():
        blanks = {name: model._meta.get_field(name).get_default() or "" for name in model.rules.blanks}
        links = [(link.name, f"{link.name}__in") for link in filter(is_let_go, links_to_people(model))]
        links += [(link.name, f"{link.name}__person__in") for link in filter(is_let_go, _links(model, Claim))]
        for name, theirs in links:
            model._base_manager.filter(**{theirs: walk.ids}).update(**{name: None}, **blanks)


def _take_names_out(model: Any, pks: Iterable[int], walk: _Walk) -> None:
    names = [one.name for one in text_fields(model)]
    links = [link.attname for link in links_to_people(model)]
    for row in model._base_manager.filter(pk__in=list(pks)):
        near = any(getattr(row, link) in walk.near for link in links)
        told = {name: getattr(row, name) for name in names}
        bare = {name: walk.mentions.without(value, near=near) for name, value in told.items()}
        if bare == told:
            continue
        if model.rules.on_forget == "delete" and not links:
            # Cells of a file that wait for the owner: without a name they mean nothing.
            row.delete()
            continue
        model._base_manager.filter(pk=row.pk).update(
            **{name: value for name, value in bare.items() if value != told[name]}
        )


def _leave_home(walk: _Walk) -> None:
    """A home of one is none; a larger one is named by those who are left."""
    homes = Household.objects.filter(people__in=walk.ids).distinct()
    for home in homes:
        left = list(Person.every.filter(household=home).exclude(pk__in=walk.ids).order_by("pk"))
        if len(left) < 2:
            home.delete()
            continue
        home.name = " & ".join(person.given_name or person.name for person in left)[:120]
        home.save(update_fields=["name"])


def _wipe(business_id: int, code: str, traces: Sequence[str], at: datetime) -> None:
    empty_log()
    if is_left(traces):
        # By the worker, and without the traces: a job is a row too.
        ask(business_id, "desk.wipe", code, at)
