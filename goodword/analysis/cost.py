"""What a customer costs, by word of mouth and by advertising, and how soon that comes back."""

from dataclasses import dataclass
from typing import Self

from goodword.analysis.bands import COUNT_MAX, JEFFREYS, LEVEL, Band, count_band, most_if_none, tails
from goodword.analysis.inputs import BadInput, one_number, one_whole_number

CENTS_MAX = 1e15
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent to win customers, in whole minor units of one currency, and how many came of it."""

    cents: float
    n_customers: int
    currency: str

    def __post_init__(self) -> None:
        one_number(self.cents, "cents", 0, CENTS_MAX)
        one_whole_number(self.n_customers, "n_customers", 0, COUNT_MAX)
        if not (isinstance(self.currency, str) and len(self.currency) == 3 and self.currency.isupper()):
            raise BadInput(f"currency: {self.currency!r:.60} is no code like EUR or USD.")

    @classmethod
    def by_word_of_mouth(
        cls,
        minutes: float,
        hour_cents: float,
        thanks_cents: float,
        rewards_cents: float,
        came: int,
        currency: str,
    ) -> Self:
        """The owner's time at what an hour of it costs, with thanks and rewards. BadInput for what is below 0."""
        time = (
            one_number(minutes, "minutes", 0, CENTS_MAX)
            / 60
            * one_number(hour_cents, "hour_cents", 0, CENTS_MAX)
        )
        thanks = one_number(thanks_cents, "thanks_cents", 0, CENTS_MAX)
        return cls(time + thanks + one_number(rewards_cents, "rewards_cents", 0, CENTS_MAX), came, currency)


@dataclass(frozen=True, slots=True)
class CostEach:
    """What one customer costs, in minor units: `each` with its band, or `at_least` where nobody came yet."""

    each: Band | None
    at_least: float | None
    why_not: str = ""


def cost_each(spent: Spent) -> CostEach:
    """What one customer costs: the spending over how many came, between the ends of the count to be expected,
    Gamma(n + 1/2).

    Where nobody came, up to 3 were still to be expected (19 chances in 20), so it costs at least a third of what
    was spent. Nothing spent is a cost of 0, if anybody came.
    Source: `count_band` and `most_if_none` in bands.
    """
    if spent.n_customers == 0:
        why_not = (
            "Nobody came yet: the cost of one is at least this."
            if spent.cents
            else "Nothing spent, nobody came."
        )
        return CostEach(None, spent.cents / most_if_none() if spent.cents else None, why_not)
    came = count_band(spent.n_customers)
    # In the middle what anybody gets who divides: a figure that differed from it would be taken for a slip.
    mid = spent.cents / spent.n_customers
    return CostEach(Band(spent.cents / came.high, mid, spent.cents / came.low), None)


@dataclass(frozen=True, slots=True)
class Compared:
    """`times` is how many times as much a customer costs by advertising; None where there is nothing to divide.

    `chance_cheaper` is the chance that word of mouth is the cheaper one; None with `times`.
    """

    word_of_mouth: CostEach
    advertising: CostEach
    times: Band | None
    chance_cheaper: float | None
    why_not: str = ""


def compare(word_of_mouth: Spent, advertising: Spent, level: float = LEVEL) -> Compared:
    """The two costs side by side.

    Of two Gamma counts the share of the first is Beta(n1 + 1/2, n2 + 1/2), so band and chance are exact. With nobody
    on either side there is no comparison. Raises BadInput if the currencies differ: they are never compared.
    """
    from scipy.special import betainc, betaincinv

    if word_of_mouth.currency != advertising.currency:
        raise BadInput(f"{word_of_mouth.currency} and {advertising.currency} cannot be compared.")
    sides = cost_each(word_of_mouth), cost_each(advertising)
    n_word, n_ads = word_of_mouth.n_customers, advertising.n_customers
    total = word_of_mouth.cents + advertising.cents
    if not n_word or not n_ads:
        return Compared(*sides, None, None, "Nobody came yet on one side: the costs cannot be compared.")
    if not word_of_mouth.cents or not advertising.cents:
        return Compared(*sides, None, None, "Nothing was spent on one side: the costs cannot be compared.")
    by_word = betaincinv(n_word + JEFFREYS, n_ads + JEFFREYS, tails(level))
    by_ads = betaincinv(n_ads + JEFFREYS, n_word + JEFFREYS, 1 - tails(level))  # its rest, to the last digit
    low, _median, high = (advertising.cents / word_of_mouth.cents * by_word / by_ads).tolist()
    mid = advertising.cents / n_ads / (word_of_mouth.cents / n_word)
    is_dearer = betainc(n_word + JEFFREYS, n_ads + JEFFREYS, word_of_mouth.cents / total)
    return Compared(*sides, Band(low, mid, high), 1 - float(is_dearer))


@dataclass(frozen=True, slots=True)
class Payback:
    """After how many months a customer has paid back what winning them cost; None beyond twelve, or never."""

    months: Band | None
    why_not: str = ""


def payback(cost: CostEach, value_cents: float, margin: float) -> Payback:
    """How soon a customer pays back, who brings `value_cents` in twelve months, of which `margin` (0 to 1) stays.

    As if it came evenly over the year. It is not looked beyond the twelve months: the low end may be within them and
    the high end beyond, then the band still says so. Raises BadInput if a figure is below 0 or `margin` over 1.
    """
    gain = _gain(value_cents, margin)
    if cost.each is None:
        return Payback(None, "Nobody came yet.")
    if cost.each.high == 0:
        return Payback(cost.each)
    if gain == 0:
        return Payback(None, "Never: nothing stays of what they buy.")
    months = cost.each.times(MONTHS / gain)
    if months.low > MONTHS:
        return Payback(None, "Not within twelve months.")
    return Payback(months)


def worth_each(cost: CostEach, value_cents: float, margin: float) -> Band | None:
    """What one customer leaves in twelve months, less what winning them cost; below 0 where they cost more.

    For one who was brought and for one who was bought, each with its own value and cost. None where nobody came.
    Raises BadInput as `payback` does.
    """
    gain = _gain(value_cents, margin)
    if cost.each is None:
        return None
    return Band(gain - cost.each.high, gain - cost.each.mid, gain - cost.each.low)


def _gain(value_cents: float, margin: float) -> float:
    return one_number(value_cents, "value_cents", 0, CENTS_MAX) * one_number(margin, "margin", 0, 1)
