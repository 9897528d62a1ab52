"""Who wrote on the page of a link that they are coming, and has not come yet."""

from django.db.models import Exists, OuterRef, Q

from goodword.sales.measure import VISIT
from goodword.sales.models import Sale

from .models import Evidence, Newcomer

BY_LINK = "link:"  # how the key of a newcomer begins who wrote on the page of a link (arriving.py)


def only_coming(person: str = "pk") -> Q:
    """For rows of which `person` is the newcomer: they wrote that they are coming, and until they buy, or a member
    or another page tells of them, nobody has seen them."""
    told = Newcomer.objects.filter(person=OuterRef(person))
    seen = Evidence.objects.filter(referred=OuterRef(person), withdrawn_at=None, member__isnull=False)
    bought = Sale.objects.filter(VISIT, person=OuterRef(person))
    return (
        Q(Exists(told.filter(key__startswith=BY_LINK)))
        & Q(~Exists(told.exclude(key__startswith=BY_LINK)))
        & Q(~Exists(seen))
        & Q(~Exists(bought))
    )
