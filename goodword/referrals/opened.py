"""A share link as it stands at this moment: all that the newcomer's page is made of, read at once."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, Exists, Model, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from goodword.accounts.models import Business
from goodword.lib.codes import tidy_code
from goodword.listening.models import Testimonial
from goodword.listening.testimonials import shown
from goodword.people.models import Person

from .models import DaySalt, Program, PublicThanks, ShareLink
from .programs import Gets, gets
from .public_thanks import names_thanked


def _in_order(model: type[Model], names: str) -> list[str]:
    """As from_db() wants them."""
    wanted = names.split()
    return [field.attname for field in model._meta.concrete_fields if field.attname in wanted]


LINK = _in_order(ShareLink, "id business_id person_id token spoken may_name stopped_at")
PERSON = _in_order(Person, "id given_name is_here")
BUSINESS = _in_order(
    Business,
    "id name kind country zone language what_we_do"
    " public_place public_phone public_mail public_booking public_web",
)
ALL = [*LINK, *(f"person__{name}" for name in PERSON), *(f"business__{name}" for name in BUSINESS)]
_PLACES = {name: place for place, name in enumerate(ALL)}
_MARK = "\0"  # and a number: where in the question a token will stand


class Opened(NamedTuple):
    shown: tuple[Any, ...]  # the same are the same page
    salt: str
    salt_on: str

    def told(self, name: str) -> Any:
        """One of what is shown: "business__zone"."""
        return self.shown[_PLACES[name]]

    def salt_of(self, on: date) -> str:
        """ "" if nobody came yet on that day."""
        return self.salt if self.salt_on == on.isoformat() else ""

    @property
    def link(self) -> ShareLink:
        """With its person and business; what the page does not show is not read."""
        values = iter(self.shown)
        link = ShareLink.from_db("default", LINK, [next(values) for _ in LINK])
        link.person = Person.from_db("default", PERSON, [next(values) for _ in PERSON])
        link.business = Business.from_db("default", BUSINESS, [next(values) for _ in BUSINESS])
        return link

    def more(self, at: datetime) -> "More":
        """What else the page shows; asked for only where there may be any."""
        return more_of(self.link, at) if any(self.shown[-2:]) else More()

    @property
    def said(self) -> Testimonial | None:
        """Words are never edited: the same row is the same words."""
        words = self.shown[len(ALL)]
        return Testimonial.objects.filter(pk=words).first() if words else None


class More(NamedTuple):
    """What either side gets, if the owner has set it; who is thanked in public."""

    gets: Gets = Gets()
    thanked: tuple[str, ...] = ()


def more_of(link: ShareLink, at: datetime) -> More:
    """By a stopped link nothing counts, so nothing is promised."""
    counts = link.stopped_at is None and link.person.is_here
    promised = gets(link.business, link.person_id, link.business.day_of(at)) if counts else Gets()
    return More(promised, tuple(names_thanked(link.business)))


def find_opened(token: str) -> Opened | None:
    return find_all_opened([token])[token]


def find_all_opened(tokens: Collection[str]) -> dict[str, Opened | None]:
    """Of books that were read back beside themselves, the elder ones answer."""
    wanted = {token: tidy_code(token[:40]).lower() for token in tokens}
    asked = sorted({*wanted.values()})
    sql, told = _question(len(asked))
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked[int(one[1:])] if one.startswith(_MARK) else one for one in told])
        rows = [Opened(tuple(row[:-2]), row[-2], str(row[-1])) for row in cursor.fetchall()]
    found = {opened.told("token"): opened for opened in reversed(rows)}
    return {token: found.get(tidied) for token, tidied in wanted.items()}


@cache
def _question(n: int) -> tuple[str, list[str]]:
    """For `n` links; put into SQL once, since that takes longer than asking."""
    words = shown(OuterRef("business"))
    salts = DaySalt.objects.filter(business=OuterRef("business")).order_by("-on")
    rows = ShareLink.objects.filter(
        token__in=[f"{_MARK}{nth}" for nth in range(n)], business__is_here=True
    ).order_by("business_id")
    rows = rows.annotate(
        testimonial=Coalesce(
            # Signed by whoever sent them: only where the page may name them.
            Case(
                When(may_name=True, then=Subquery(words.filter(person=OuterRef("person")).values("pk")[:1]))
            ),
            Subquery(words.exclude(person=OuterRef("person")).values("pk")[:1]),
        ),
        has_program=Exists(Program.objects.filter(business=OuterRef("business"))),
        has_thanked=Exists(PublicThanks.objects.filter(business=OuterRef("business"), back_at=None)),
        salt=Subquery(salts.values("salt")[:1]),
        salt_on=Subquery(salts.values("on")[:1]),
    )
    sql, told = rows.values_list(
        *ALL, "testimonial", "has_program", "has_thanked", "salt", "salt_on"
    ).query.sql_with_params()
    return sql, [str(one) for one in told]
