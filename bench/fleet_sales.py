"""Sales of made-up businesses as Parquet, the same for the same seed."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
DAYS = (LAST - FIRST).days
IN_A_FILE = 1_000_000
SALES_OF_ONE = 5  # on average, of each person


def write_sales(folder: Path, businesses: int, sales: int, seed: int = 1) -> None:
    """Every business in every file: nothing is sorted for whoever reads it."""
    folder.mkdir(parents=True)
    people = max(sales // SALES_OF_ONE, 1)
    for n, start in enumerate(range(0, sales, IN_A_FILE)):
        rng = np.random.default_rng([seed, n])
        pq.write_table(
            _sales(rng, businesses, people, min(IN_A_FILE, sales - start)), folder / f"{n:04d}.parquet"
        )


def _sales(rng: np.random.Generator, businesses: int, people: int, rows: int) -> pa.Table:
    # Squared, so that some come often; a person's own figures are made from their number alone.
    person = (people * rng.random(rows) ** 2).astype(np.int64)
    first = (person * 7919) % DAYS
    stays = np.minimum((DAYS - first), 30 + (person * 104_729) % 700)
    day = first + (rng.random(rows) * (stays + 1)).astype(np.int64)
    cents = ((500 + (person * 15_485_863) % 4_000) * rng.gamma(4, 0.25, rows)).astype(np.int64) + 1
    epoch = (FIRST - date(1970, 1, 1)).days
    names = pa.array([f"business-{i:07d}" for i in range(businesses)])
    return pa.table(
        {
            "business": pa.DictionaryArray.from_arrays((person % businesses).astype(np.int32), names),
            "person": person,
            "day": pa.array((day + epoch).astype(np.int32)).cast(pa.date32()),
            "cents": cents,
        }
    )
