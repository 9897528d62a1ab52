"""What is counted for each person. Made anew from the books, here and wherever they go."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules


class Worth(Row):
    """What to expect of a person in the next twelve months, and of those whom they set in motion."""

    class How(models.TextChoices):
        MODEL = "model"  # by the model of lifetime value
        RATE = "rate"  # by how often they came so far, as too few are known for a model

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="worth")
    on = models.DateField()
    how = models.CharField(max_length=5, choices=How)
    visits = models.FloatField()  # to expect in twelve months
    chance_active = models.FloatField(null=True)
    currency = models.CharField(max_length=3)
    own_cents = models.BigIntegerField()
    credited_cents = models.BigIntegerField()  # own, and their share of the branch below them
    added_cents = models.BigIntegerField(null=True)  # the same, without what would have come anyway

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay", leaves=False)

    class Meta:
        indexes = [models.Index(fields=["business", "-credited_cents"], name="worths_by_credit")]

    def __str__(self) -> str:
        return f"worth of {self.person_id} on {self.on}"


class FunnelPlace(Row):
    """How far a person has come on the way from knowing the business to bringing a customer who pays off.

    True, False, or null where nobody knows: somebody who was never asked has not said no.
    """

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="funnel_place")
    on = models.DateField()
    happy = models.BooleanField(null=True)
    would = models.BooleanField(null=True)  # said that they would put in a good word
    asked = models.BooleanField(default=False)
    shared = models.BooleanField(null=True)
    brought = models.BooleanField(null=True)
    bought = models.BooleanField(null=True)  # somebody whom they brought
    pays_off = models.BooleanField(null=True)

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="stay", leaves=False)

    def __str__(self) -> str:
        return f"place of {self.person_id} on {self.on}"
