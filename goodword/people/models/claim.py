"""What a Source says of a person. The person shown is computed from these, and undo takes them away."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules


class Claim(Row):
    """One record of one source: a card in an address book, the buyer on an order, a line typed by hand.

    An empty field says nothing, unless the owner says that there is none (`empties`). A claim by hand
    (`by_hand`) is the owner's word and stands before files; among equals the newest `at` wins, then the
    higher digest, so that the order of arrival decides nothing.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="claims")
    source = models.ForeignKey("accounts.Source", on_delete=models.CASCADE, related_name="+")
    by_hand = models.BooleanField(default=False)
    # Typed onto a person who was in the books already: it goes where they go, and joins nobody by itself.
    is_attached = models.BooleanField(default=False)
    at = models.DateTimeField()
    line = models.PositiveIntegerField(default=0)
    # Without an address: another telling of the same sale names this buyer with one (sales/retold.py).
    told_as = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=32)  # of all it says: the same record again has the same digest
    vendor = models.CharField(max_length=20, blank=True)
    account = models.CharField(max_length=80, blank=True)
    vendor_id = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    nickname = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    job = models.CharField(max_length=200, blank=True)
    is_company = models.BooleanField(default=False)
    kind = models.CharField(max_length=8, blank=True)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    # A hash of family name, street and postcode, folded (people/closed.py): who lives at one door is found by it.
    door = models.CharField(max_length=24, blank=True)
    country = models.CharField(max_length=60, blank=True)
    birthday = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    tags = models.JSONField(default=list, blank=True)
    referred_by = models.CharField(max_length=200, blank=True)
    relations = models.JSONField(default=list, blank=True)
    may_mail = models.BooleanField(null=True)
    # What else a file tells, for rooms that come later: connected_on, talked_on, interest, reviews.
    more = models.JSONField(default=dict, blank=True)
    empties = models.JSONField(default=list, blank=True)  # fields that the owner emptied

    rules: ClassVar[Rules] = Rules(
        on_forget="delete",
        on_merge="move",
        exported=("name", "given_name", "family_name", "nickname", "organisation", "job", "is_company")
        + ("kind", "street", "city", "postcode", "country", "birthday", "note", "tags", "referred_by")
        + ("relations", "may_mail", "more", "empties", "vendor", "account", "vendor_id", "by_hand", "at"),
        keys_in={"tags": None, "relations": None, "more": None, "empties": None},
    )

    class Meta:
        indexes = [
            models.Index(fields=["business", "digest"], name="claims_by_digest"),
            models.Index(fields=["business", "vendor", "account", "vendor_id"], name="claims_by_vendor_id"),
            models.Index(fields=["source"], name="claims_by_source"),
            models.Index(fields=["business", "door"], condition=~models.Q(door=""), name="claims_by_door"),
            models.Index(
                fields=["told_as"], condition=models.Q(told_as__isnull=False), name="claims_by_told_as"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.vendor_id or f"claim {self.pk}"


class Way(Row):
    """One way to reach a person, as a source says it. `key` is what it is known by: an E.164 number, a
    lower-case mail; empty if it identifies nobody (a number without its country, a placeholder)."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"
        WHATSAPP = "whatsapp"
        LINKEDIN = "linkedin"
        WEB = "web"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="ways")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="ways")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=254, blank=True)
    value = models.CharField(max_length=254)
    label = models.CharField(max_length=40, blank=True)
    is_wrong = models.BooleanField(default=False)  # the owner says: this is not theirs (any more)

    rules: ClassVar[Rules] = Rules(
        on_forget="delete", on_merge="move", exported=("kind", "value", "label", "is_wrong")
    )

    class Meta:
        indexes = [models.Index(fields=["business", "kind", "key"], name="ways_by_key")]

    def __str__(self) -> str:
        return self.value
