"""Those who asked to be forgotten stay forgotten: only a keyed hash of how they were reached is kept."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules


class ForgottenWay(Row):
    digest = models.CharField(max_length=64)  # HMAC of kind and key
    at = models.DateTimeField()
    # Under the business's own key; False: under the home folder's secret, as the first books kept them.
    by_own_key = models.BooleanField(default=False)

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("digest", "at"))

    @classmethod
    def leaving(cls, rows: "models.QuerySet[ForgottenWay]") -> "models.QuerySet[ForgottenWay]":
        """A mark under the home's secret means nothing elsewhere, and the secret does not leave."""
        return rows.filter(by_own_key=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "digest"], name="forgotten_once")]

    def __str__(self) -> str:
        return self.digest[:8]
