"""The owner's word on who is who, and whom the books themselves take for maybe the same."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules
from goodword.accounts.models.row import Number


def words_elsewhere(replaces: list[int], number: Number) -> list[int]:
    """`SameWord.replaces` with new keys."""
    return [new for pk in replaces if (new := number("people.SameWord", pk)) is not None]


class SameWord(Row):
    """These records are one person, or they are two. It names records by what every file knows them by
    (WordKey), so it holds for later files too, and after a file was taken out and brought again."""

    is_same = models.BooleanField()
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    # Earlier words that said otherwise and gave way: they stand again if this one is taken back.
    replaces = models.JSONField(default=list, blank=True)

    rules: ClassVar[Rules] = Rules(
        on_forget="keep",
        exported=("is_same", "at", "taken_back_at"),
        keys_in={"replaces": words_elsewhere},
    )

    def __str__(self) -> str:
        return f"word {self.pk}: {'one' if self.is_same else 'two'}"


class WordKey(Row):
    """One record that a word speaks of, and on which side of it: "one" or "other"."""

    word = models.ForeignKey(SameWord, on_delete=models.CASCADE, related_name="keys")
    side = models.CharField(max_length=5)
    key = models.CharField(max_length=230)

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("side", "key"))

    class Meta:
        indexes = [models.Index(fields=["business", "key"], name="words_by_key")]

    def __str__(self) -> str:
        return self.key


class MaybeSame(Row):
    """Two people who share a name, or something and a name that is alike. Found after every import."""

    one = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)  # from the strongest
    weight = models.FloatField()
    later_until = models.DateField(null=True, blank=True)  # the owner did not know: asked again from then on

    rules: ClassVar[Rules] = Rules(on_forget="delete", on_merge="join", keys_in={"reasons": None})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "one", "other"], name="a_pair_is_asked_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="a_pair_is_two"),
        ]
        indexes = [models.Index(fields=["business", "-weight"], name="maybes_by_weight")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"
