"""What both sides get when somebody who was sent says yes: set by the owner, for a time, or not at all.

None is needed to begin. Each row is what was promised from a day on and is never changed once somebody came by it: a
change ends it with this day, and begins the next row tomorrow. What was promised earlier stays.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.accounts.models import Business, Row, Rules
from goodword.accounts.models.row import CodedRow
from goodword.lib.days import date_words
from goodword.lib.money import money_words

DAY = timedelta(days=1)
SIDES = ("newcomer", "advocate")


class Gives(models.TextChoices):
    THANKS = "thanks", gettext_lazy("thanks, and nothing more")
    CREDIT = "credit", gettext_lazy("money off")
    GIFT = "gift", gettext_lazy("a gift")
    CAUSE = "cause", gettext_lazy("a gift to a good cause")


@dataclass(frozen=True, slots=True)
class Promise:
    """What one side gets, as the owner says it."""

    gives: str
    what: str
    cents: int
    currency: str

    def words(self, locale: str) -> str:
        """ "a coffee"; "$5.00 off your next order"; "$5.00 for the food bank"; "" for thanks alone."""
        if self.gives == Gives.THANKS:
            return ""
        if self.gives == Gives.GIFT:
            return self.what
        money = money_words(self.cents, self.currency, locale)
        if self.gives == Gives.CAUSE:
            return _("%(money)s for %(cause)s") % {"money": money, "cause": self.what}
        return _("%(money)s off %(what)s") % {"money": money, "what": self.what or _("what you buy next")}


class Program(CodedRow):
    """What either side gets from one day to another, within its limits."""

    newcomer_gives = models.CharField(max_length=6, choices=Gives, default=Gives.THANKS)
    newcomer_what = models.CharField(max_length=80, blank=True)
    newcomer_cents = models.BigIntegerField(default=0)
    advocate_gives = models.CharField(max_length=6, choices=Gives, default=Gives.THANKS)
    advocate_what = models.CharField(max_length=80, blank=True)
    advocate_cents = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    waiting_days = models.PositiveSmallIntegerField(default=14)  # so that money given back is known before
    most_a_year = models.PositiveIntegerField(null=True, blank=True)  # for one who sends
    most_in_all = models.PositiveIntegerField(null=True, blank=True)  # newcomers
    budget_cents = models.BigIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # as it was promised
    ended_on = models.DateField(null=True, blank=True)  # its last day, if it was ended or changed before
    allowed_at = models.DateTimeField(null=True, blank=True)  # a practice's owner: the profession allows it
    at = models.DateTimeField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=40)  # of the form it came by: the same twice is once

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("code", "newcomer_gives", "newcomer_what", "newcomer_cents", "advocate_gives")
        + ("advocate_what", "advocate_cents", "currency", "waiting_days", "most_a_year", "most_in_all")
        + ("budget_cents", "from_on", "until_on", "ended_on", "allowed_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="a_program_is_set_once"),
            models.UniqueConstraint(
                fields=["business"], condition=Q(ended_on=None), name="one_program_at_a_time"
            ),
        ]

    @property
    def last_on(self) -> date | None:
        """The last day on which it holds; None: no end is set."""
        days = [day for day in (self.until_on, self.ended_on) if day]
        return min(days) if days else None

    def runs_on(self, on: date) -> bool:
        return self.from_on <= on and (self.last_on is None or on <= self.last_on)

    def promise(self, side: str) -> Promise:
        gives, what, cents = (getattr(self, f"{side}_{name}") for name in ("gives", "what", "cents"))
        return Promise(gives, what, cents, self.currency)


class UsedUp(Row):
    """Nothing more can be promised: to nobody any more, or to one who sends, until a day. Written from above
    (gratitude), where rewards are counted against the limits."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="used_up")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    until_on = models.DateField(null=True)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="join")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "person"], name="used_up_once")]

    def __str__(self) -> str:
        return f"used up: program {self.program_id}, person {self.person_id}"


@dataclass(frozen=True, slots=True)
class Gets:
    """What a newcomer and whoever sent them are told: "" for a side that gets thanks alone."""

    kind: str = ""  # of the business
    newcomer: str = ""
    advocate: str = ""
    while_it_lasts: bool = False
    waits: int = 0  # days from the yes to the gift
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.newcomer or self.advocate)

    @property
    def line(self) -> str:
        """For a page or a card that the newcomer reads."""
        found = []
        if self.newcomer:
            words = {
                Business.Kind.SHOP: _("If you buy something, you get: %(what)s."),
                Business.Kind.PRACTICE: _("If you come to us, you get: %(what)s."),
                Business.Kind.NONPROFIT: _("If you give, you get: %(what)s."),
            }.get(Business.Kind(self.kind), _("If you join us, you get: %(what)s."))
            found.append(words % {"what": self.newcomer})
        if self.advocate:
            found.append(_("Whoever sent you gets: %(what)s.") % {"what": self.advocate})
        if self.waits:
            found.append(_waits_words(self.waits))
        if self.until:
            found.append(_("Until %(day)s.") % {"day": date_words(self.until)})
        if self.while_it_lasts:
            found.append(_("While it lasts."))
        return " ".join(found) if self else ""

    @property
    def passed_on(self) -> str:
        """The same in the voice of whoever sends it on, who says openly what is in it for them."""
        found = []
        if self.newcomer:
            found.append(_("They give you: %(what)s.") % {"what": self.newcomer})
        if self.advocate:
            found.append(_("And me: %(what)s.") % {"what": self.advocate})
        if self.waits and found:
            found.append(_waits_words(self.waits))
        if self.until and found:
            found.append(_("Until %(day)s.") % {"day": date_words(self.until)})
        return " ".join(found)


def _waits_words(days: int) -> str:
    """So that nobody stands at the counter and asks for it too soon."""
    return ngettext("It is given %(n)d day later.", "It is given %(n)d days later.", days) % {"n": days}


def may_promise(business: Business, program: Program) -> bool:
    """A practice promises nothing until its owner has said that the profession allows it."""
    return not business.is_discreet or program.allowed_at is not None


def program_on(business: Business, on: date) -> Program | None:
    """The one that holds on that day."""
    rows = Program.objects.filter(business=business, from_on__lte=on).order_by("-from_on", "-pk")
    return next((one for one in rows if one.runs_on(on) and may_promise(business, one)), None)


def current(business: Business) -> Program | None:
    """The one that was set last and not ended: it runs, or it begins one day, or its last day is over."""
    return Program.objects.filter(business=business, ended_on=None).first()


def gets(business: Business, sender_id: int, on: date) -> Gets:
    """What may be promised today to who comes by this sender, and to the sender."""
    program = program_on(business, on)
    if program is None:
        return Gets()
    over = {one.person_id: one for one in program.used_up.filter(Q(person=None) | Q(person=sender_id))}
    if None in over:
        return Gets()
    mine = over.get(sender_id)
    is_full = mine is not None and (mine.until_on is None or on <= mine.until_on)
    locale = business.locale
    return Gets(
        business.kind,
        program.promise("newcomer").words(locale),
        "" if is_full else program.promise("advocate").words(locale),
        bool(program.budget_cents or program.most_in_all),
        program.waiting_days,
        program.last_on,
    )
