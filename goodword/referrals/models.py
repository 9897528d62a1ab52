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

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="visits")
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
    look = models.CharField(max_length=20, blank=True)  # why it is worth a look (looking.Look), some in a row

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay")

    class Meta:
        indexes = [
            models.Index(fields=["business", "referrer"], name="referrals_by_referrer"),
            models.Index(fields=["business"], name="referrals_to_look_at", condition=~models.Q(look="")),
        ]

    def __str__(self) -> str:
        return f"referral of {self.referred_id}: {self.state}"
