"""The tables that come in and go out. No Django here: this travels to the workers of a cluster."""

import pyarrow as pa

# What sales are once they have been sorted into parts. An unknown currency is "".
SALES = pa.schema(
    [
        ("business", pa.string()),
        ("person", pa.int64()),
        ("day", pa.date32()),
        ("cents", pa.int64()),
        ("currency", pa.string()),
    ]
)

# What comes out: a row for each (business, person). "expected" is for the next 365 days.
SCORES = pa.schema(
    [
        ("business", pa.string()),
        ("person", pa.int64()),
        ("expected_visits", pa.float64()),
        ("active", pa.float64()),  # missing where no model was fitted
        ("expected_cents", pa.float64()),
        ("currency", pa.string()),  # missing where the sales name none
        ("how", pa.string()),  # "bg/nbd" or "past rate"
        ("on", pa.date32()),
    ]
)
