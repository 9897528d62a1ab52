"""What the books of a business say, told by natural keys alone: no codes, no keys, no moments of arrival, no log.

Any order of the same files gives the same, and so does any way that the books have gone since. The tests compare
books by it, and `goodword export --canonical` writes it down.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from goodword.accounts.models import Business, Source
from goodword.gratitude.models import Reward
from goodword.growth.models import (
    AdSpending,
    Circle,
    Goal,
    Group,
    InCircle,
    InGroup,
    InTrial,
    OwnModel,
    Trial,
)
from goodword.introductions.models import Introduction, Need, Offer
from goodword.listening.models import Mention
from goodword.people.models import Consent, Household, Note, Person, SameWord, Tie
from goodword.referrals.models import Decision, Evidence, Newcomer, Program, PublicThanks
from goodword.referrals.programs import SIDES
from goodword.sales.models import Sale, TwinWord, natural_key
from goodword.talks.models import Ask, OwnWording, Talk

KEY = ("vendor", "account", "vendor_id")
Who = dict[int, Any]
Told = dict[str, "Counter[Any]"]


def canonical(business: Business) -> Told:
    """Everything that counts, by room; how often each thing stands there."""
    who = {person.pk: signature(person) for person in Person.objects.filter(business=business)}
    return {
        "people": Counter(who.values()),
        "sales": _sales(business, who),
        "cards": _cards(business),
        "homes": _homes(business, who),
        "evidence": _evidence(business, who),
        "came": Counter(
            (one.key, who.get(one.person_id)) for one in Newcomer.objects.filter(business=business)
        ),
        "said": Counter(_said(business, who)),
        "introductions": Counter(_introductions(business, who)),
        "gifts": Counter(_gifts(business, who)),
        "words": Counter(set(_words(business))),
        "circles": Counter(_circles(business, who)),
        "groups": Counter(_groups(business, who)),
        "figures": Counter(_figures(business)),
        "trials": Counter(_trials(business, who)),
    }


def lines(told: Told) -> Iterator[str]:
    """One line for each thing, in one fixed order: two books are the same if these are."""
    for room in sorted(told):
        for row in sorted(map(_plain, told[room].elements())):
            yield f"{room} {row}"


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "(" + ", ".join(map(_plain, value)) + ")"
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def signature(person: Person) -> tuple[Any, ...]:
    """What a page says of somebody, and which records that rests on."""
    claims = person.claims.filter(source__state=Source.State.HERE)
    told = Counter((claim.source.label, claim.digest) for claim in claims.select_related("source"))
    ways = Counter((way.kind, way.key or way.value) for way in person.ways.filter(claim__in=claims))
    shown = ("kind", "name", "organisation", "email", "phone", "city", "sort_name", "has_bought")
    return (
        tuple(getattr(person, field) for field in shown),
        " ".join(sorted(person.search.split())),
        tuple(sorted(told.items())),
        tuple(sorted(ways.items())),
    )


def _sales(business: Business, who: Who) -> "Counter[Any]":
    told = Sale.objects.filter(business=business).select_related("source", "twin_of__source").defer("lines")
    return Counter(
        (
            sale.source.label,
            sale.natural_key,
            sale.state,
            sale.is_refunded,
            sale.goods_cents,
            who.get(sale.person_id or 0),
            sale.twin_of and (sale.twin_of.source.label, sale.twin_of.natural_key),
        )
        for sale in told.iterator(chunk_size=2000)
    )


def _cards(business: Business) -> "Counter[Any]":
    """Which sales one card paid: a card itself is kept under a key of these books alone."""
    paid: dict[str, set[str]] = defaultdict(set)
    rows = Sale.objects.filter(business=business).exclude(card="").values_list("card", *KEY)
    for card, *key in rows.iterator(chunk_size=2000):
        paid[card].add(natural_key(*key))
    return Counter(tuple(sorted(sales)) for sales in paid.values())


def _homes(business: Business, who: Who) -> "Counter[Any]":
    living: dict[int, list[Any]] = defaultdict(list)
    for person in Person.objects.filter(business=business).exclude(household=None):
        living[person.household_id or 0].append(who[person.pk])
    names = dict(Household.objects.filter(business=business).values_list("pk", "name"))
    assert names.keys() == living.keys(), "a household that nobody lives in"
    return Counter((names[pk], tuple(sorted(map(repr, people)))) for pk, people in living.items())


def _evidence(business: Business, who: Who) -> "Counter[Any]":
    return Counter(
        (
            one.key,
            who.get(one.referred_id),
            who.get(one.referrer_id or 0),
            one.referrer_typed,
            one.happened_on,
        )
        for one in Evidence.objects.filter(business=business)
    )


def _said(business: Business, who: Who) -> Iterator[Any]:
    """What the owner noted, asked and heard."""
    for note in Note.objects.filter(business=business):
        yield ("note", who.get(note.person_id), note.on, note.about, note.says_no, note.text)
    for said in Consent.objects.filter(business=business, taken_back_at=None):
        yield ("consent", who.get(said.person_id), said.says, said.why)
    for ask in Ask.objects.filter(business=business):
        yield (
            "ask",
            who.get(ask.person_id),
            ask.play,
            ask.words,
            ask.state,
            ask.sent_on,
            ask.answer,
            ask.said,
        )
    for talk in Talk.objects.filter(business=business):
        yield ("talk", who.get(talk.person_id), talk.kind, talk.play, talk.way, talk.on, talk.said)
    for one in Decision.objects.filter(business=business, withdrawn_at=None):
        yield ("decision", who.get(one.referred_id), who.get(one.referrer_id or 0), one.is_nobody, one.why)
    for tie in Tie.objects.filter(business=business):
        yield ("tie", who.get(tie.person_id), tie.kind, who.get(tie.other_id))


def _introductions(business: Business, who: Who) -> Iterator[Any]:
    """What people need and offer, and who was made known to whom."""
    for need in Need.objects.filter(business=business):
        yield ("need", who.get(need.person_id), need.text, need.on, need.closed_at is None)
    for offer in Offer.objects.filter(business=business):
        yield ("offer", who.get(offer.person_id), offer.text, offer.on, offer.closed_at is None)
    for one in Introduction.objects.filter(business=business).select_related("need", "offer"):
        yield (
            "introduction",
            who.get(one.one_id),
            who.get(one.other_id),
            one.need.text,
            one.offer.text,
            one.state,
            one.one_said,
            one.other_said,
            one.outcome,
            one.came_of_it_on,
        )


def _gifts(business: Business, who: Who) -> Iterator[Any]:
    """What was promised to whom, and what was earned by it; who spoke well of the business, and who may be thanked."""
    for program in Program.objects.filter(business=business):
        promises = [program.promise(side) for side in SIDES]
        told = [(one.gives, one.what, one.cents, one.currency) for one in promises]
        yield ("program", program.from_on, program.last_on, program.budget_cents, *told)
    for one in Reward.objects.filter(business=business):
        receives, came = who.get(one.person_id or 0), who.get(one.newcomer_id or 0)
        yield ("reward", one.side, receives, came, one.state, one.what, one.cents, one.yes_on, one.given_on)
    for mention in Mention.objects.filter(business=business):
        yield ("mention", who.get(mention.person_id), mention.where, mention.detail, mention.on)
    for yes in PublicThanks.objects.filter(business=business):
        yield ("public", who.get(yes.person_id), yes.name, yes.back_at is None)


def _words(business: Business) -> Iterator[Any]:
    """The owner's word on what is one, what is two, and how to say it."""
    for word in SameWord.objects.filter(business=business, taken_back_at=None).prefetch_related("keys"):
        sides: dict[str, set[str]] = defaultdict(set)
        for one in word.keys.all():
            # That they are one has no sides.
            sides["" if word.is_same else one.side].add(one.key)
        yield ("same", word.is_same, tuple(sorted(tuple(sorted(keys)) for keys in sides.values())))
    for twin in TwinWord.objects.filter(business=business):
        yield ("twins", twin.is_same, twin.one, twin.other)
    for own in OwnWording.objects.filter(business=business):
        yield ("wording", own.play, own.text)


def _circles(business: Business, who: Who) -> Iterator[Any]:
    for goal in Goal.objects.filter(business=business):
        yield ("goal", goal.people, goal.by)
    for circle in Circle.objects.filter(business=business):
        yield ("circle", circle.kind, circle.size_said)
    for one in InCircle.objects.filter(business=business).select_related("circle"):
        yield ("in", one.circle.kind, who.get(one.person_id))


def _groups(business: Business, who: Who) -> Iterator[Any]:
    """Those that the owner told. What is found in the books follows from the rest."""
    for group in Group.objects.filter(business=business, kind=Group.Kind.TOLD):
        yield ("group", group.name, group.ended_at is None)
    told = InGroup.objects.filter(business=business, group__kind=Group.Kind.TOLD).select_related("group")
    for one in told:
        yield ("in", one.group.name, who.get(one.person_id))


def _figures(business: Business) -> Iterator[Any]:
    """What the owner said of money and time."""
    for own in OwnModel.objects.filter(business=business):
        yield ("words", own.why_pay, own.protects, own.become_loyal)
        yield (
            "own",
            own.margin_percent,
            own.hour_cents,
            own.minutes_a_week,
            tuple(sorted(own.takes.items())),
        )
    for ad in AdSpending.objects.filter(business=business, taken_back_at=None):
        yield ("ad", ad.what, ad.from_on, ad.until_on, ad.cents, ad.currency)


def _trials(business: Business, who: Who) -> Iterator[Any]:
    for trial in Trial.objects.filter(business=business):
        yield ("trial", trial.share_percent, trial.from_on, trial.judged_on, trial.is_running)
    for one in InTrial.objects.filter(business=business).select_related("trial"):
        yield ("in", one.trial.from_on, who.get(one.person_id), one.side)
