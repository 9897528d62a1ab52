"""What the owner says of how the business lives. The form is its own way back: what it shows is what is kept."""

from datetime import datetime
from typing import Any

from django.db import transaction

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log

from .models import OwnModel


def own_model(business: Business, at: datetime) -> OwnModel:
    """What was said; nothing yet is a model with nothing in it, which is not kept."""
    return OwnModel.objects.filter(business=business).first() or OwnModel(business=business, at=at)


@transaction.atomic
def say_model(business: Business, member: Member | None, at: datetime, **told: Any) -> OwnModel:
    """Keep these answers; the others stay. The same said twice changes nothing."""
    model, _made = OwnModel.objects.get_or_create(business=business, defaults={"at": at})
    changed = [name for name, value in told.items() if getattr(model, name) != value]
    if changed:
        for name in changed:
            setattr(model, name, told[name])
        model.at = at
        model.save(update_fields=[*changed, "at"])
        log(model, "own_model.said", at, member, tuple(changed))
    return model
