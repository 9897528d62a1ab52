"""Who sent whom: kept as it came, and never overwritten."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member, Row, Rules
from goodword.accounts.models.row import CodedRow
from goodword.lib.codes import CROCKFORD, new_code
from goodword.people.models import Person

from .programs import Program as Program
from .programs import UsedUp as UsedUp
from .public_thanks import PublicThanks as PublicThanks
from .stages import Progress


def new_token() -> str:
    return new_code(8).lower()


def new_spoken() -> str:
    """Three letters and two figures: easily said, and nobody's name."""
    letters, figures = CROCKFORD[10:], CROCKFORD[:10]
    return "".join(map(secrets.choice, [letters] * 3 + [figures] * 2))


class How(models.TextChoices):
    PERSON = "person", _("someone sent them")
    AD = "ad", _("an ad")
    SEARCH = "search", _("search")
    WALKED = "walked", _("walked past")
    ARTICLE = "article", _("read about us")
    UNKNOWN = "unknown", _("don't know")


class Newcomer(CodedRow):
    """How a new customer came by, as a member noted it or a file tells it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="came")
    how = models.CharField(max_length=7, choices=How)
    detail = models.CharField(max_length=200, blank=True)  # which ad, whose article
    on = models.DateField()
    at = models.DateTimeField()
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    may_name = models.BooleanField(default=False)  # they agreed that who sent them hears their name
    visitor = models.CharField(
        max_length=16, blank=True
    )  # who came by a page: a hash that means nothing tomorrow
    key = models.CharField(max_length=80)  # of the form or record it came from: the same twice is once
    made = models.JSONField(
        default=dict
    )  # whom and what noting it wrote, by code, so that undo can take it back

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,
        on_merge="move",
        exported=("code", "person", "how", "detail", "on", "may_name", "key"),
        keys_in={"made": None},
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="a_newcomer_is_noted_once"),
        ]
        indexes = [models.Index(fields=["business", "on"], name="newcomers_by_day")]


class Evidence(CodedRow):
    """One trace that A sent B. Names what it came from by (room, row), never by a key upward."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("your word")
        INTRODUCTION = "introduction", _("made you known to each other")
        SLIP = "slip", _("a slip of paper, or said at the counter")
        CODE = "code", _("said their code")
        LINK = "link", _("came by their link")
        QR = "qr", _("came by their square code")
        TYPED = "typed", _("gave their name")
        FILE = "file", _("your file says so")
        WEBHOOK = "webhook", _("another program says so")

    kind = models.CharField(max_length=12, choices=Kind)
    referrer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="sent"
    )
    referrer_typed = models.CharField(max_length=200, blank=True)  # as it came, matched or not
    referred = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="sent_by")
    happened_on = models.DateField()  # of a file: the day it came in, for it says who and not when
    at = models.DateTimeField()
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    room = models.CharField(max_length=20, blank=True)
    row = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Why it does not count (deciding.Lost); "" if it does, or says the same. Made anew with the referral.
    lost = models.CharField(max_length=8, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="unname",
        holds=True,
        on_merge="move",
        blanks=("referrer_typed",),
        exported=(
            "code",
            "kind",
            "referrer",
            "referrer_typed",
            "referred",
            "happened_on",
            "key",
            "withdrawn_at",
        ),
    )

    # The day on which a file came in is kept for order among files, and never told.
    HAS_NO_DAY: ClassVar[models.Q] = models.Q(kind=Kind.FILE)

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="evidence_is_kept_once"),
            models.CheckConstraint(
                condition=~models.Q(referrer=models.F("referred")), name="nobody_sends_themselves"
            ),
        ]
        indexes = [models.Index(fields=["business", "happened_on"], name="evidence_by_day")]

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it happened."""
        return self.kind != self.Kind.FILE


class ShareLink(CodedRow):
    """An advocate's own address for newcomers, and the code that says the same aloud."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="share_links")
    token = models.CharField(max_length=8, db_index=True, default=new_token, editable=False)  # 40 bits
    spoken = models.CharField(max_length=5, default=new_spoken, editable=False)
    given = models.CharField(max_length=40, blank=True)  # in an address of words, if they agreed: "dana"
    may_name = models.BooleanField(
        default=False
    )  # they agreed that the newcomer's page says their given name
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        holds=True,  # it is in the world: what comes of it must find them
        on_merge="move",
        exported=("code", "person", "token", "spoken", "given", "may_name", "made_at", "stopped_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "spoken"], name="a_spoken_code_is_one_person_s"),
            models.UniqueConstraint(fields=["business", "token"], name="a_share_link_is_one_person_s"),
            models.UniqueConstraint(
                fields=["business", "given"], condition=~models.Q(given=""), name="a_given_name_is_one_link_s"
            ),
        ]

    @staticmethod
    def seen_by(rows: "models.QuerySet[ShareLink]", member: Member) -> "models.QuerySet[ShareLink]":
        return rows.filter(person__in=rows_for(member, Person))

    @property
    def said(self) -> str:
        """The spoken code in two parts, as it is said: "KTR 42"."""
        return f"{self.spoken[:3]} {self.spoken[3:]}"


class DaySalt(Row):
    """Under it the visitors of one day are told apart. It is thrown away with the day: then nobody can tell who
    came."""

    on = models.DateField()
    salt = models.CharField(max_length=40)

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "on"], name="one_salt_a_day")]

    def __str__(self) -> str:
        return f"salt of {self.on}"


class Visit(Row):
    """One opening of a share link; the same visitor on the same day is one."""

    class NotCounted(models.TextChoices):
        ROBOT = "robot", _("a program")
        OWN = "own", _("one of your team")

    # The key below finds those of a link; an index more would be a page more to write for each visit.
    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="visits", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    visitor = models.CharField(max_length=16)  # a hash under the day's salt
    not_counted = models.CharField(max_length=5, choices=NotCounted, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="delete", exported=("link", "on", "not_counted"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "on", "visitor"], name="a_visitor_counts_once_a_day")
        ]

    def __str__(self) -> str:
        return f"visit of {self.link_id} on {self.on}"


class Decision(CodedRow):
    """The owner's word on who sent somebody, against what the traces say; `is_nobody`: they came by themselves."""

    referred = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="decisions")
    referrer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_nobody = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=80)  # of the form it came by: the same twice is once
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="unname",
        holds=True,
        on_merge="move",
        blanks=("why",),
        exported=("code", "referred", "referrer", "is_nobody", "why", "at", "withdrawn_at"),
    )

    class Meta(CodedRow.Meta):
        constraints = [
            *CodedRow.Meta.constraints,
            models.UniqueConstraint(fields=["business", "key"], name="a_decision_is_kept_once"),
        ]


class Referral(Row):
    """Who sent somebody, as decided from all traces (deciding.py). Made anew whenever one of them changes."""

    class State(models.TextChoices):
        PENDING = "pending", _("waits for your word")
        QUALIFIED = "qualified", _("new to you")
        CONVERTED = "converted", _("said yes")
        DENIED = "denied", _("came by themselves, you said")
        VOID = "void", _("not counted")

    referred = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="referral")
    referrer = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="referrals"
    )
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=State)
    yes_on = models.DateField(null=True)  # of their first sale that counts
    look = models.CharField(max_length=40, blank=True)  # why it is worth a look (looking.Look), some in a row

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay")

    class Meta:
        indexes = [
            models.Index(fields=["business", "referrer"], name="referrals_by_referrer"),
            models.Index(fields=["business"], name="referrals_to_look_at", condition=~models.Q(look="")),
        ]

    def __str__(self) -> str:
        return f"referral of {self.referred_id}: {self.state}"


class TreePlace(Row):
    """Where a person hangs in the tree of who brought whom, as it was counted last. Kept of large trees only
    (measure.py), so that a page need not count all of it."""

    # Its index would only be one more to write a million times: rows are looked for by their sender.
    business = models.ForeignKey(
        "accounts.Business", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.OneToOneField(
        "people.Person", primary_key=True, on_delete=models.CASCADE, related_name="tree_place"
    )
    sender = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    generation = models.PositiveIntegerField()  # 1 for those who came by themselves
    below = models.PositiveIntegerField()  # how many they set in motion
    on = models.DateField(null=True)  # they were sent, where it is known

    # Made anew from referrals, here and wherever the books go.
    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay", leaves=False)

    class Meta:
        # The biggest of a sender's first. A person who leaves the books is looked for by the same index.
        indexes = [
            models.Index(fields=["sender", "business", "-below", "person"], name="tree_places_by_sender")
        ]

    def __str__(self) -> str:
        return f"place of {self.person_id} in the tree: generation {self.generation}"


class TreeCount(Row):
    """The figures of the whole tree, as they were counted on a day, with what each was told from."""

    on = models.DateField()  # the day on which the last 90 end
    at = models.DateTimeField()
    n_changes = models.PositiveIntegerField(default=0)  # of referrals, since it was counted
    n_people = models.PositiveIntegerField()
    generations = models.JSONField(default=list)  # how many in each, the first one first
    n_branches = models.PositiveIntegerField()
    # People stand here by their primary keys. The biggest: [top, how many below, whom they sent first, on which day].
    # Whom they sent first is null where nobody knows; last stands how many of those they sent have no day.
    branches = models.JSONField(default=list)
    never_bought = models.JSONField(default=list)  # [person, how many below], the biggest first
    n_senders = models.PositiveIntegerField()
    n_sent_who_send = models.PositiveIntegerField()
    n_lately = models.PositiveIntegerField()
    n_before = models.PositiveIntegerField()
    n_lately_by_sent = models.PositiveIntegerField()
    n_known = (
        models.PositiveIntegerField()
    )  # of whom is known when they came, and when they first sent somebody
    median_days = models.PositiveIntegerField(null=True)  # between the two; null while they are too few
    few_days = models.JSONField(default=list)  # the days themselves, while they are too few for a median

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], name="a_tree_is_counted_once")]

    def __str__(self) -> str:
        return f"tree of {self.n_people}, counted on {self.on}"

    @property
    def progress(self) -> Progress:
        return Progress(
            self.n_senders, self.n_sent_who_send, self.n_lately, self.n_before, self.n_lately_by_sent
        )
