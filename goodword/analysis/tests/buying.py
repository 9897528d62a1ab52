"""Customers to test with: those of CDNOW, those of an online shop, and made-up ones of a known kind."""

import csv
import gzip
from datetime import date

import numpy as np

from goodword.analysis.histories import History
from tests.data import real

CDNOW_39_WEEKS = date(1997, 9, 30).toordinal()


def cdnow():
    """(person, day, dollars) of the 1/10 sample."""
    rows = [line.split() for line in real("cdnow/CDNOW_sample.txt").read_text().splitlines()]
    days = {row[2] for row in rows}
    ordinal = {day: date(int(day[:4]), int(day[4:6]), int(day[6:])).toordinal() for day in days}
    person = np.array([int(row[1]) for row in rows])
    return person, np.array([ordinal[row[2]] for row in rows]), np.array([float(row[4]) for row in rows])


def online_shop():
    """(person, day, pounds) of Online Retail's first half year."""
    with gzip.open(real("online_retail/orders_before_2010-06-05.csv.gz"), "rt") as file:
        rows = list(csv.DictReader(file))
    person = np.array([int(row["id"]) for row in rows])
    day = np.array([date.fromisoformat(row["date"]).toordinal() for row in rows])
    return person, day, np.array([float(row["v"]) for row in rows])


def in_weeks(history):
    x, t, age = (getattr(history, name)[history.inverse] for name in ("frequency", "recency", "age"))
    return History.of(x, t / 7, age / 7)


def made(rng, n, model, oldest):
    """`n` customers of which each buys and leaves as BG/NBD says, watched for a third of `oldest` or longer."""
    pace = rng.gamma(model.r, 1 / model.alpha, n)
    leaving = rng.beta(model.a, model.b, n)
    age = rng.uniform(oldest / 3, oldest, n)
    x, last, now = np.zeros(n, int), np.zeros(n), np.zeros(n)
    here = np.arange(n)
    while len(here):
        now[here] += rng.exponential(1 / np.maximum(pace[here], 1e-12))
        here = here[now[here] <= age[here]]
        x[here] += 1
        last[here] = now[here]
        here = here[rng.random(len(here)) > leaving[here]]
    return x, last, age


def made_sales(rng, n, model, days):
    """(person, day, money) over `days` days, customers coming for the first time all along."""
    x_max = 400
    pace = rng.gamma(model.r, 1 / model.alpha, n)
    leaving = rng.beta(model.a, model.b, n)
    gaps = rng.exponential(1, (n, x_max)) / np.maximum(pace, 1e-12)[:, None]
    when = np.concatenate([np.zeros((n, 1)), np.cumsum(gaps, axis=1)], axis=1)
    purchases = np.minimum(rng.geometric(leaving), x_max)[:, None]  # after the first, until they left
    day = np.ceil(rng.integers(1, days, n)[:, None] + when)
    person, place = np.nonzero((np.arange(x_max + 1) <= purchases) & (day <= days))
    scale = rng.gamma(4, 1 / 10, n)
    money = rng.gamma(6, 1 / scale[person])
    return person, day[person, place].astype(int) + 730_000, money
