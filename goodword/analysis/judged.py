"""The network behind a business, judged by rule: is it active, relevant, valuable?

Each rule is a share with two limits, told in its docstring. They are conventions, to be argued with.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from goodword.analysis.inputs import BadInput

Level: TypeAlias = Literal["yes", "partly", "no", "too early"]
ENOUGH = 20  # people, before a share is judged


@dataclass(frozen=True, slots=True)
class Judged:
    level: Level
    share: float  # 0 to 1; 0 where there is nobody
    part: int  # so many ...
    whole: int  # ... of so many


def active(n_in_touch: int, n_people: int) -> Judged:
    """Do people do anything? `n_in_touch` of `n_people` bought, talked, answered or sent somebody in the last 90 days.

    Yes from 1 in 4, partly from 1 in 10, no below; too early under 20 people.
    Raises BadInput if a count is below 0, or the part above the whole.
    """
    return _judged(n_in_touch, n_people, 1 / 4, 1 / 10)


def relevant(n_yes: int, n_sent: int) -> Judged:
    """Are they people for you? Of `n_sent` whom somebody sent, `n_yes` said yes.

    Yes from 1 in 3, partly from 1 in 8, no below; too early under 20 who were sent. Of those who come because of
    an ask 12 to 14 in 100 are customers (Kumar, Petersen & Leone 2007), which is where "partly" begins.
    Raises BadInput as `active`.
    """
    return _judged(n_yes, n_sent, 1 / 3, 1 / 8)


def valuable(n_sent_customers: int, n_customers: int) -> Judged:
    """Does it bring customers? Of `n_customers` of whom it is known how they came, a person sent `n_sent_customers`.

    Yes from 1 in 3, partly from 1 in 10, no below; too early under 20 customers.
    Raises BadInput as `active`.
    """
    return _judged(n_sent_customers, n_customers, 1 / 3, 1 / 10)


def _judged(part: int, whole: int, yes_from: float, partly_from: float) -> Judged:
    if not 0 <= part <= whole:
        raise BadInput(f"{part} of {whole}: counts are 0 or more, and a part is no more than the whole.")
    share = part / whole if whole else 0.0
    level: Level = "too early"
    if whole >= ENOUGH:
        level = "yes" if share >= yes_from else "partly" if share >= partly_from else "no"
    return Judged(level, share, part, whole)
