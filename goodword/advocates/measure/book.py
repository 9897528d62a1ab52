"""The books as columns: the facts that standings are made from, as they were known on a day."""

from collections.abc import Collection, Iterable
from datetime import date

import numpy as np
from django.db.models import Count, Max, Q
from numpy.typing import NDArray

from goodword.accounts.models import Business, Source
from goodword.analysis.standing import Facts
from goodword.analysis.visits import Visits, visits
from goodword.people.models import Claim, Kind, Note, Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.sales.measure import visit_rows
from goodword.talks.models import Ask, Talk

WISH_WELL = (Kind.ALLY, Kind.FAMILY, Kind.TRADE, Kind.STAFF)
# Labels that programs put on every card: they say nothing of a person.
EMPTY_TAGS = set(
    "mycontacts|my contacts|imported|starred|contacts|friends|family|coworkers|customer|customers|client|clients|"
    "newsletter|vip|wholesale|counter|online".split("|")
)
Texts = dict[str, dict[int, dict[str, str]]]  # signal -> person -> {"text": ...} or {"name": ...}
Ids = NDArray[np.int64]


def people_of(business: Business, people: Collection[int] | None) -> tuple[Ids, list[str]]:
    """Who has a standing: everyone who is sorted, and not left out; ids in ascending order."""
    rows = Person.objects.filter(business=business, left_out=False).exclude(kind=Kind.UNSORTED)
    if people is not None:
        rows = rows.filter(pk__in=list(people))
    told = list(rows.order_by("pk").values_list("pk", "kind"))
    return np.array([pk for pk, _ in told], np.int64), [kind for _, kind in told]


class Book:
    """The columns that a standing is made from, for people in the order of `ids`."""

    def __init__(self, business: Business, ids: Ids, on: date, *, only: bool) -> None:
        self.business = business
        self.ids = ids
        self.on = on
        self.only = {"person__in": ids.tolist()} if only else {}
        # What signs say in words, beside their numbers: signal -> person -> {"text": ...} or {"name": ...}.
        self.texts: Texts = {
            "has_group": {person: {"text": text} for person, text in self._groups().items()},
            "was_sent": {person: {"name": name} for person, name in self._senders().items() if name},
            **{f"{about}_notes": self._note_texts(about) for about in ("story", "access", "name")},
        }

    def column(self, rows: Iterable[tuple[int | None, float]]) -> NDArray[np.float64]:
        """(n,) from (person, value) pairs; people who are not in the book are left out."""
        column = np.zeros(len(self.ids))
        told = [(person, value) for person, value in rows if person is not None]
        if told:
            who = np.array([person for person, _ in told], np.int64)
            values = np.array([value for _, value in told], np.float64)
            place = np.minimum(np.searchsorted(self.ids, who), len(self.ids) - 1)
            known = self.ids[place] == who
            column[place[known]] = values[known]
        return column

    def facts(self, kinds: list[str]) -> Facts:
        talks = Talk.objects.filter(business=self.business, on__lte=self.on, **self.only)
        talk_rows = list(talks.values_list("person").annotate(Count("pk"), Max("on")))
        n_sent, last_sent_day = self._sent()
        return Facts(
            visits=self._visits(),
            n_sent=n_sent,
            last_sent_day=last_sent_day,
            was_sent=self._was_sent(),
            wishes_well=np.array([kind in WISH_WELL for kind in kinds], np.float64)
            + self._notes("kind_word"),
            story_notes=self._notes("story"),
            story_said_no=self._notes("story", says_no=True),
            access_notes=self._notes("access"),
            access_said_no=self._notes("access", says_no=True),
            has_group=self.column((person, 1.0) for person in self.texts["has_group"]),
            name_notes=self._notes("name"),
            name_said_no=self._notes("name", says_no=True),
            asked_yes=self._answers(Ask.Answer.YES),
            asked_no=self._answers(Ask.Answer.NO),
            n_talks=self.column((who, n) for who, n, _ in talk_rows),
            last_talk_day=self.column((who, day.toordinal()) for who, _, day in talk_rows),
        )

    def _sent(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How many each has sent, and the day of the last where one is known."""
        sent = Evidence.objects.filter(
            business=self.business,
            withdrawn_at=None,
            lost="",
            happened_on__lte=self.on,
            referrer__isnull=False,
        )
        rows = list(
            sent.values_list("referrer").annotate(
                n=Count("referred", distinct=True),
                last=Max("happened_on", filter=~Q(kind=Evidence.Kind.FILE)),
            )
        )
        return (
            self.column((who, n) for who, n, _ in rows),
            self.column((who, day.toordinal()) for who, _, day in rows if day),
        )

    def _visits(self) -> Visits:
        who, day = visit_rows(self.business.pk, self.ids.tolist() if self.only else None)
        place = np.minimum(np.searchsorted(self.ids, who), len(self.ids) - 1)
        known = self.ids[place] == who
        return visits(place[known], day[known], len(self.ids), until=self.on.toordinal())

    def _was_sent(self) -> NDArray[np.float64]:
        told = Evidence.objects.filter(business=self.business, withdrawn_at=None, happened_on__lte=self.on)
        came = Newcomer.objects.filter(business=self.business, how="person", on__lte=self.on)
        people = {*told.values_list("referred", flat=True), *came.values_list("person", flat=True)}
        return self.column((person, 1.0) for person in people)

    def _notes(self, about: str, *, says_no: bool = False) -> NDArray[np.float64]:
        rows = Note.objects.filter(
            business=self.business, about=about, says_no=says_no, on__lte=self.on, **self.only
        )
        return self.column(rows.order_by().values_list("person").annotate(Count("pk")))

    def _note_texts(self, about: str) -> dict[int, dict[str, str]]:
        """The newest note on each motive, in the owner's words."""
        rows = Note.objects.filter(
            business=self.business, about=about, says_no=False, on__lte=self.on, **self.only
        )
        return {
            person: {"text": text[:160]}
            for person, text in rows.order_by("at", "pk").values_list("person", "text")
        }

    def _senders(self) -> dict[int, str]:
        told = Evidence.objects.filter(business=self.business, withdrawn_at=None, happened_on__lte=self.on)
        rows = told.order_by("happened_on", "pk").values_list("referred", "referrer__name", "referrer_typed")
        return {referred: name or typed for referred, name, typed in rows}

    def _answers(self, answer: str) -> NDArray[np.float64]:
        rows = Ask.objects.filter(
            business=self.business, answer=answer, answered_on__lte=self.on, **self.only
        )
        return self.column(rows.values_list("person").annotate(Count("pk")))

    def _groups(self) -> dict[int, str]:
        """What the address book says of the circles somebody moves in: a job, an organisation, a label."""
        rows = Claim.objects.filter(business=self.business, source__state=Source.State.HERE, **self.only)
        rows = rows.exclude(Q(organisation="") & Q(job="") & Q(tags=[]))
        found: dict[int, str] = {}
        for person, organisation, job, tags in rows.order_by("pk").values_list(
            "person", "organisation", "job", "tags"
        ):
            told = [tag for tag in tags if tag.lstrip("* ").lower() not in EMPTY_TAGS]
            text = ", ".join(part for part in (job, organisation, *told) if part)
            if text:
                found[person] = text[:120]
        return found
