"""What an owner made for other software, which works only as long as they are an owner."""

from django.db import models

from goodword.accounts.models import Member, Role
from goodword.accounts.models.row import CodedRow


class Owned(CodedRow):
    """Who was sent away has no way in left behind."""

    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta(CodedRow.Meta):
        abstract = True

    @staticmethod
    def seen_by(rows: "models.QuerySet[Owned]", member: Member) -> "models.QuerySet[Owned]":
        return rows if member.is_owner else rows.none()

    @property
    def has_lost_owner(self) -> bool:
        """Whoever made it has gone, or is no owner any more."""
        return self.member.left_at is not None or self.member.role != Role.OWNER
