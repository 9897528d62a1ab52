"""Small fleets: made-up sales as a table, as files, and what came of them."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.dataset as dataset
import pyarrow.parquet as pq

from goodword.analysis.lifetime import BgNbd
from goodword.analysis.tests.buying import made_sales
from goodword.fleet.shapes import SALES

ON = date(2025, 12, 31)
DAYS = 730
USUAL = BgNbd(0.6, 30.0, 0.8, 2.5)


def sales_of(business, n_people, seed, currency=""):
    """(m,) rows of one business over two years, with a refund here and there."""
    rng = np.random.default_rng(seed)
    person, day, money = made_sales(rng, n_people, USUAL, DAYS)
    until = (ON - date(1970, 1, 1)).days
    day = (until - DAYS + np.asarray(day) - np.min(day)).astype(np.int32)
    cents = np.maximum((np.asarray(money) * 100).astype(np.int64), 1)
    back = rng.random(len(cents)) < 0.03
    names = [business] * (len(person) + back.sum())
    columns = {
        "business": names,
        "person": np.concatenate([person, person[back]]).astype(np.int64),
        "day": pa.array(np.concatenate([day, day[back]])).cast(pa.date32()),
        "cents": np.concatenate([cents, -cents[back]]),
        "currency": [currency] * len(names),
    }
    return pa.Table.from_pydict(columns, schema=SALES)


def fleet():
    """Three that BG/NBD is fitted to, and one that is too small for it."""
    sizes = {"bakery": 400, "florist": 300, "garage": 250, "kiosk": 30}
    return pa.concat_tables([sales_of(name, n, seed) for seed, (name, n) in enumerate(sizes.items())])


def write(folder, sales, files=3, seed=5):
    """Rows in no order, spread over files."""
    folder.mkdir(parents=True, exist_ok=True)
    order = np.random.default_rng(seed).permutation(len(sales))
    for i in range(files):
        pq.write_table(sales.take(order[i::files]), folder / f"{i}.parquet")
    return folder


def scores(folder):
    """What stands in the results, by business and person."""
    found = dataset.dataset(folder, format="parquet").to_table().to_pandas()
    return found.sort_values(["business", "person"]).reset_index(drop=True)


def are_equal(one, other, within=1e-9):
    """Whether two results say the same of the same people."""
    words = ["business", "person", "currency", "how", "on"]
    same = len(one) == len(other) and one[words].astype(str).equals(other[words].astype(str))
    numbers = ["expected_visits", "active", "expected_cents"]
    return same and np.allclose(
        one[numbers].astype(float), other[numbers].astype(float), rtol=within, atol=within, equal_nan=True
    )
