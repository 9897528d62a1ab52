"""Those who asked to be forgotten stay forgotten: only a keyed hash of how they were reached is kept."""

from typing import ClassVar

from django.db import models

from goodword.accounts.models import Row, Rules


class ForgottenWay(Row):
    digest = models.CharField(max_length=64)  # HMAC of kind and key under the home folder's secret
    at = models.DateTimeField()

    rules: ClassVar[Rules] = Rules(on_forget="keep", exported=("digest", "at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "digest"], name="forgotten_once")]

    def __str__(self) -> str:
        return self.digest[:8]
