"""The door of analysis: arrays are checked here, and a refusal names the row."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntVector: TypeAlias = NDArray[np.int64]
Vector: TypeAlias = NDArray[np.float64]
BoolVector: TypeAlias = NDArray[np.bool_]

DAY_MAX = 3_652_059  # date.max.toordinal(): the last day a calendar can name


class BadInput(ValueError):
    """What was handed in cannot be counted. The message names the row (from 0) and what was seen."""


def whole_numbers(values: ArrayLike, name: str, low: int, high: int) -> IntVector:
    """`values` as (m,) int64 between `low` and `high`, both included."""
    given = np.asarray(values)
    if given.ndim != 1:
        raise BadInput(f"{name}: one flat list is needed, not {given.ndim} dimensions.")
    if given.size == 0:
        return np.zeros(0, np.int64)
    if given.dtype.kind not in "iuf":
        raise BadInput(f"{name}: numbers are needed, not {given.dtype}.")
    if given.dtype.kind == "f":
        refuse(given, ~np.isfinite(given) | (given != np.floor(given)), name, "a whole number")
    refuse(given, (given < low) | (given > high), name, f"between {low} and {high}")
    return given.astype(np.int64, copy=False)


def amounts(values: ArrayLike | None, name: str, n: int) -> Vector:
    """`values` as (n,) floats, never negative; None and NaN, which mean "not known", become 0."""
    if values is None:
        return np.zeros(n)
    given = np.asarray(values)
    if given.shape != (n,):
        raise BadInput(f"{name}: {n} values are needed, one for each person; there are {given.shape}.")
    if given.dtype.kind not in "iufb":
        raise BadInput(f"{name}: numbers are needed, not {given.dtype}.")
    known = given.astype(np.float64)
    known[np.isnan(known)] = 0.0
    refuse(given, np.isinf(known) | (known < 0), name, "a number of 0 or more")
    return known


def days(values: ArrayLike | None, name: str, n: int) -> Vector:
    """`values` as (n,) day ordinals; 0 means "no day known"."""
    known = amounts(values, name, n)
    refuse(known, (known > DAY_MAX) | (known != np.floor(known)), name, f"a day from 1 to {DAY_MAX}")
    return known


def flat_numbers(values: ArrayLike, name: str, low: float, high: float, *, may_miss: bool = False) -> Vector:
    """`values` as (m,) floats between `low` and `high`, both included; NaN too where it `may_miss`."""
    try:
        given = np.asarray(values)
    except ValueError as error:
        raise BadInput(f"{name}: one flat list is needed, not rows of unlike length.") from error
    if given.ndim != 1:
        raise BadInput(f"{name}: one flat list is needed, not {given.ndim} dimensions.")
    if given.size and given.dtype.kind not in "iuf":
        raise BadInput(f"{name}: numbers are needed, not {given.dtype}.")
    known = given.astype(np.float64)
    is_fine = (known >= low) & (known <= high) | (may_miss & np.isnan(known))
    refuse(given, ~is_fine, name, f"between {low:g} and {high:g}")
    return known


def one_number(value: float, name: str, low: float, high: float) -> float:
    """`value` as a float between `low` and `high`, both included. True, NaN and words are no numbers."""
    is_number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise BadInput(f"{name}: {value!r:.60} is not a number between {low:g} and {high:g}.")
    return float(value)


def one_whole_number(value: float, name: str, low: int, high: int) -> int:
    """`value` as an int between `low` and `high`, both included."""
    number = one_number(value, name, low, high)
    if number != np.floor(number):
        raise BadInput(f"{name}: {value!r:.60} is not a whole number.")
    return int(number)


def above_0(values: list[float], name: str) -> None:
    """Raise BadInput unless all are finite and above 0."""
    given = np.array(values, np.float64)
    refuse(given, ~(np.isfinite(given) & (given > 0)), name, "a number above 0")


def refuse(given: NDArray[np.generic], bad: BoolVector, name: str, wanted: str) -> None:
    """Raise BadInput for the first of `given` that is `bad`, if any is."""
    if bad.any():
        row = int(np.argmax(bad))
        raise BadInput(f"{name}, row {row}: {given[row]} is not {wanted}.")
