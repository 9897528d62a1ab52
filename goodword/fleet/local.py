"""The engine of one machine: businesses one after the other, never more than some million sales in memory."""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodword.analysis.inputs import IntVector

from .plan import Counted, Options, Plan
from .scoring import Counts, Learned, Tally, score_business, tally_of
from .shapes import SALES, SCORES
from .sources import Source

HELD = 4_000_000  # sales in memory while they are sorted
WRITTEN = 250_000  # scores in one row group


@dataclass(frozen=True, slots=True)
class Local:
    name = "local"

    def count(self, source: Source, options: Options) -> Counted:
        counted = Counted()
        kinds: dict[str, dict[str, int]] = defaultdict(dict)
        for sales in source.batches():
            _see(counted, sales)
            grouped = sales.group_by(["business", "currency"]).aggregate([([], "count_all")])
            for business, currency, n in zip(
                *(column.to_pylist() for column in grouped.columns), strict=True
            ):
                if business:
                    kinds[business][currency] = kinds[business].get(currency, 0) + n
        counted.businesses = len(kinds)
        counted.apart = {
            name: seen
            for name, seen in kinds.items()
            if len(seen) > 1 or sum(seen.values()) > options.large_rows
        }
        return counted

    def sort(self, source: Source, plan: Plan, into: Path) -> None:
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        writers: dict[tuple[int, int], pq.ParquetWriter] = {}
        try:
            for sales in _collected(source.batches(), HELD):
                for key, some in _by_part(sales, plan):
                    if key not in writers:
                        path = into / "part={}/slice={}".format(*key) / "sales.parquet"
                        path.parent.mkdir(parents=True)
                        writers[key] = pq.ParquetWriter(path, SALES)
                    writers[key].write_table(some)
        finally:
            for writer in writers.values():
                writer.close()
        (into / "_SUCCESS").touch()

    def score(self, plan: Plan, part: int, sales: Path, into: Path) -> None:
        on = plan.options.on_ordinal
        business = plan.large_in(part)
        into.mkdir()
        with pq.ParquetWriter(into / "scores.parquet", SCORES) as writer:
            scores = _large_scores(business, sales, on) if business is not None else _all_scores(sales, on)
            for some in _collected(scores, WRITTEN):
                writer.write_table(some, row_group_size=WRITTEN)


def _all_scores(folder: Path, on: int) -> Iterator[pa.Table]:
    """Of all businesses of a part, in the order of their names."""
    sales = _read(folder)
    order, bounds = _runs(sales["business"])
    sales = sales.take(order)
    for start, end in pairwise(bounds):
        yield score_business(sales.slice(start, end - start), on)


def _large_scores(business: str, folder: Path, on: int) -> Iterator[pa.Table]:
    """Of one business, of which only a slice of people is in memory at a time; their tallies are small."""
    slices = sorted(folder.glob("slice=*"))
    tallies, currency = [], ""
    for one in slices:
        sales = _read(one)
        currency = sales["currency"][0].as_py()
        tallies.append(tally_of(sales, on))
        del sales
    whole = Tally.together(tallies)
    if not len(whole.person):
        return
    learned = Learned.of(Counts.of(whole, is_large=True))
    del whole
    for tally in tallies:
        yield pa.Table.from_batches([learned.scores(business, currency, tally, on)])


def _read(folder: Path) -> pa.Table:
    """Texts are kept once, as a dictionary: nearly all of them are the same."""
    tables = []
    for path in sorted(folder.rglob("*.parquet")):
        with pq.ParquetFile(path, read_dictionary=["business", "currency"]) as file:
            tables.append(file.read(SALES.names))
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def _runs(texts: pa.ChunkedArray) -> tuple[IntVector, IntVector]:
    """The order of rows that brings equal texts together, in the order of texts, and where each text begins."""
    found = texts.chunk(0)
    names = found.dictionary.to_pylist()
    rank = np.empty(len(names), np.int64)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    place = rank[found.indices.to_numpy()]
    order = np.argsort(place, kind="stable")
    return order, np.flatnonzero(np.concatenate(([True], np.diff(place[order]) > 0, [True])))


def _by_part(sales: pa.Table, plan: Plan) -> Iterator[tuple[tuple[int, int], pa.Table]]:
    """((part, slice), sales) of all that count."""
    business = sales["business"].combine_chunks().dictionary_encode()
    names, which = business.dictionary.to_pylist(), business.indices.to_numpy()
    counts = pc.is_valid(sales["person"]).to_numpy()
    if plan.currencies:
        wanted = pa.array([plan.currencies.get(name) for name in names]).take(business.indices)
        counts &= pc.fill_null(pc.equal(wanted, sales["currency"].combine_chunks()), True).to_numpy(
            zero_copy_only=False
        )
    person = pc.fill_null(sales["person"], 0).to_numpy()
    part = np.array([plan.part_of(name) for name in names])[which]
    within = person % np.array([plan.large.get(name, 1) for name in names])[which]
    order = np.lexsort((within, part))
    order = order[counts[order]]
    if not len(order):
        return
    keys = np.stack([part[order], within[order]], axis=1)
    bounds = np.flatnonzero(np.concatenate(([True], (keys[1:] != keys[:-1]).any(axis=1), [True])))
    for start, end in pairwise(bounds):
        yield (int(keys[start, 0]), int(keys[start, 1])), sales.take(order[start:end])


def _collected(tables: Iterable[pa.Table], rows: int) -> Iterator[pa.Table]:
    """As many tables together as make so many rows."""
    some: list[pa.Table] = []
    held = 0
    for table in tables:
        some.append(table)
        held += len(table)
        if held >= rows:
            yield pa.concat_tables(some)
            some, held = [], 0
    if some:
        yield pa.concat_tables(some)


def _see(counted: Counted, sales: pa.Table) -> None:
    counted.rows += len(sales)
    empty = pc.sum(pc.equal(sales["business"], "")).as_py() or 0
    for name in ("business", "person", "day", "cents"):
        missing = sales[name].null_count + (empty if name == "business" else 0)
        counted.missing[name] = counted.missing.get(name, 0) + missing
    for name in ("person", "day", "cents"):
        values = sales[name].cast(pa.int32()) if name == "day" else sales[name]
        for seen, better in ((counted.low, min), (counted.high, max)):
            found = pc.min_max(values).as_py()["min" if better is min else "max"]
            if found is not None:
                seen[name] = better(seen.get(name, found), found)
