"""A typed name means whoever bears it today: decided again when people come and go, so that the order of files
decides nothing. What a member has said by name stays said.
"""

from collections.abc import Collection, Iterator, Mapping

from django.db import transaction
from django.db.models import Q

from goodword.accounts.models import Business
from goodword.accounts.models.change import Change
from goodword.lib.listed import list_keys
from goodword.people.models import Claim

from .from_files import only_one
from .models import Evidence, Newcomer

AT_ONCE = 500
# A name that a file, a program or a newcomer told; what a member typed as a name alone is their word.
BY_NAME = Q(kind=Evidence.Kind.FILE) | Q(kind=Evidence.Kind.TYPED, member=None)


def match_again(business: Business, names: Collection[str]) -> int:
    """Look again at the traces whose typed name is one of these (`Person.sort_name`); returns how many changed."""
    wanted = set(names) - {""}
    changed = 0
    told = {}
    for evidence in _by_rule(business):
        if wanted.isdisjoint(list_keys(evidence.referrer_typed)):
            continue
        key = (evidence.referrer_typed, evidence.referred_id)
        if key not in told:
            told[key] = only_one(business, evidence.referrer_typed, but=evidence.referred_id)
        found = told[key]
        if evidence.referrer_id != (found and found.pk):
            with transaction.atomic():
                changed += Evidence.objects.filter(pk=evidence.pk).update(referrer=found)
    return changed


def loosen(business: Business, people: Collection[int], but: Collection[int]) -> None:
    """These people are about to lose the claims `but`: who is left with none must not be held in the books by a
    mere name that somebody's file wrote."""
    ids = sorted(people)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        if not Evidence.objects.filter(BY_NAME, business=business, referrer__among=part).exists():
            continue
        kept = Claim.objects.filter(person_id__among=part).values_list("person_id", "pk")
        left = {person for person, claim in kept if claim not in set(but)}
        lost = [evidence.pk for evidence in _by_rule(business) if evidence.referrer_id in set(part) - left]
        with transaction.atomic():
            Evidence.objects.filter(pk__in=lost).update(referrer=None)


def follow(business: Business, told: Mapping[str, int]) -> None:
    """What a record tells of somebody goes with the record when it turns out to be somebody else's.
    `told` is the key of each record -> its person."""
    for model in (Evidence, Newcomer):
        field = "referred_id" if model is Evidence else "person_id"
        for row in model._base_manager.filter(business=business, key__in=list(told)):
            person = told[row.key]
            if getattr(row, field) == person or getattr(row, "referrer_id", None) == person:
                continue
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**{field: person})


def _by_rule(business: Business) -> Iterator[Evidence]:
    """What files, programs and newcomers told, and no member has named since."""
    rows = Evidence.objects.filter(BY_NAME, business=business)
    named = Change.objects.filter(business=business, room="referrals", type="evidence.named")
    yield from (
        rows.exclude(code__in=named.values("row"))
        .only("referrer_typed", "referrer_id", "referred_id")
        .iterator()
    )
