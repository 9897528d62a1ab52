"""What every row of a business has, and what becomes of it when a person is forgotten or merged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from django.db import models

from goodword.lib.codes import new_code

Number = Callable[[str, int], int | None]
# A JSON value that holds primary keys, and what gives each its new one ("people.Claim", 12 -> 3; None if that
# row is not there any more): the same value with the new ones.
Renumber = Callable[[Any, Number], Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """Every model says this of itself; one walk in `desk` forgets, exports and merges by it, and one in
    `books` takes a whole business elsewhere.

    on_forget   delete: the row goes with the person; unname: the row stays, its links to the person are
                emptied and `blanks` are wiped; keep: it holds nothing about a person
    on_merge    move: re-pointed to the person kept (the merge remembers which); join: the same, but a row
                that would be there twice stays behind; stay: it holds no link to a person
    exported    the fields that leave in an export; () for never
    holds       a person with such a row stays in the books though every file that named them is undone
    leaves      whether the rows go along when a business moves to another installation; what signs somebody
                in, and what only this installation can go on with, stays
    keys_in     JSON columns: how the primary keys inside are renumbered when a business moves; None if it
                holds none. Every JSON column of a model whose rows leave is told, so that none is overlooked
    quotes      the fields in which somebody else's words about the business may stand; taken back, they are
                taken out there too
    """

    on_forget: Literal["delete", "unname", "keep"]
    on_merge: Literal["move", "join", "stay"] = "stay"
    exported: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    holds: bool = False
    leaves: bool = True
    keys_in: Mapping[str, Renumber | None] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()


class Row(models.Model):
    """A row of one business. Reached only through accounts/access.py."""

    business = models.ForeignKey("accounts.Business", on_delete=models.CASCADE, related_name="+")

    rules: ClassVar[Rules]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Nothing may point into another business: a bug that tries is stopped before it is stored.

        Looks only at rows already at hand, so it costs no query; `goodword doctor` looks at all of them.
        """
        for one in self._meta.concrete_fields:
            if isinstance(one, models.ForeignKey) and one.is_cached(self):
                other = getattr(self, one.name)
                if getattr(other, "business_id", self.business_id) != self.business_id:
                    raise ValueError(f"{self._meta.label}.{one.name} points into another business")
        super().save(*args, **kwargs)


class CodedRow(Row):
    """A row with an address of its own: /.../<code>."""

    code = models.CharField(max_length=12, default=new_code, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["business", "code"], name="%(app_label)s_%(class)s_code")
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.code}"
