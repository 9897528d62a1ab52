"""The engine of a cluster: Apache Spark moves the rows, and each worker calls the functions of scoring.py."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from goodword.analysis.inputs import IntVector

from .plan import Counted, Options, Plan
from .scoring import EPOCH, Counts, Learned, scores_business, scores_tallies
from .sources import ParquetFolder, Postgres, Source
from .spark_session import in_words

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SCORES_SQL = (
    "business string, person bigint, expected_visits double, active double, expected_cents double,"
    " currency string, how string, `on` date"
)
SALES_SQL = (
    "CAST(business AS string) business", "CAST(person AS bigint) person", "CAST(day AS date) day",
    "CAST(cents AS bigint) cents",
)  # fmt: skip
SALTS = 16  # files that a part may be written in at once
DAYS_SQL = """
SELECT person, datediff(day, DATE'1970-01-01') + {epoch} AS day, sum(cents) AS cents
FROM {sales} WHERE day <= DATE'{on}' GROUP BY person, day"""
TALLIES_SQL = """
SELECT person, n - 1 AS frequency, CAST(last - first AS bigint) AS recency, CAST({on} - first AS bigint) AS age,
       greatest(cents, 0) AS cents
FROM (SELECT person, count_if(cents > 0) AS n, min(day) FILTER (WHERE cents > 0) AS first,
             max(day) FILTER (WHERE cents > 0) AS last, sum(cents) AS cents
      FROM ({days}) GROUP BY person) WHERE n > 0"""


@dataclass(frozen=True, slots=True)
class Spark:
    session: "SparkSession"
    name = "spark"

    def count(self, source: Source, options: Options) -> Counted:
        from pyspark.sql import functions as sql

        with in_words():
            missing = ["business IS NULL OR business = ''", "person IS NULL", "day IS NULL", "cents IS NULL"]
            seen = [sql.expr("count(*) AS rows")]
            seen += [sql.expr(f"count_if({one}) AS missing_{one.split()[0]}") for one in missing]
            for name, value in (("person", "person"), ("day", "unix_date(day)"), ("cents", "cents")):
                seen += [sql.expr(f"{end}({value}) AS {end}_{name}") for end in ("min", "max")]
            each = self._frame(source).groupBy("business", "currency").agg(*seen).persist()
            try:
                return self._counted(each, options)
            finally:
                each.unpersist()

    def _counted(self, each: "DataFrame", options: Options) -> Counted:
        names = ("business", "person", "day", "cents")
        sums = ["sum(rows) AS rows", "count(DISTINCT business) AS businesses"]
        sums += [f"sum(missing_{name}) AS missing_{name}" for name in names]
        sums += [f"{end}({end}_{name}) AS {end}_{name}" for name in names[1:] for end in ("min", "max")]
        found = each.selectExpr(*sums).first()
        assert found is not None
        counted = Counted(found["rows"] or 0, found["businesses"])
        counted.missing = {name: found[f"missing_{name}"] or 0 for name in names}
        for seen, end in ((counted.low, "min"), (counted.high, "max")):
            told = {name: found[f"{end}_{name}"] for name in names[1:]}
            seen.update({name: value for name, value in told.items() if value is not None})
        whole = each.groupBy("business").agg({"rows": "sum", "*": "count"}).toDF("business", "n", "kinds")
        apart = each.join(whole.where(f"n > {options.large_rows} OR kinds > 1"), "business")
        for row in apart.select("business", "currency", "rows").collect():
            counted.apart.setdefault(row["business"], {})[row["currency"]] = row["rows"]
        return counted

    def sort(self, source: Source, plan: Plan, into: Path) -> None:
        from pyspark.sql import functions as sql

        with in_words():
            sales = self._frame(source).where("person IS NOT NULL")
            part, within = f"pmod(crc32(business), {plan.shared_parts})", "0"
            apart = [
                (name, plan.currencies.get(name), plan.part_of(name), plan.large.get(name, 1))
                for name in sorted({*plan.large, *plan.currencies})
            ]
            if apart:
                known = self.session.createDataFrame(
                    apart, "business string, wanted string, own int, slices int"
                )
                sales = sales.join(sql.broadcast(known), "business", "left")
                sales = sales.where("wanted IS NULL OR currency = wanted")
                part, within = f"coalesce(own, {part})", "person % coalesce(slices, 1)"
            sales = sales.selectExpr(
                "business", "person", "day", "cents", "currency",
                f"CAST({part} AS int) AS part", f"CAST({within} AS int) AS slice",
            )  # fmt: skip
            sales = sales.repartition("part", "slice", sql.expr(f"person % {SALTS}"))
            sales.write.partitionBy("part", "slice").mode("overwrite").parquet(_uri(into))

    def score(self, plan: Plan, part: int, sales: Path, into: Path) -> None:
        with in_words():
            frame = self.session.read.parquet(_uri(sales)).select(
                "business", "person", "day", "cents", "currency"
            )
            business, on = plan.large_in(part), plan.options.on_ordinal
            if business is not None:
                return self._score_large(business, frame, plan.options, into)
            scores = frame.groupBy("business").applyInArrow(scores_business(on), SCORES_SQL)
            return scores.write.parquet(_uri(into))

    def _score_large(self, business: str, sales: "DataFrame", options: Options, into: Path) -> None:
        """The rows stay on the workers; only how many people are alike comes here to be learned from."""
        days = DAYS_SQL.format(epoch=EPOCH, on=options.on, sales="{sales}")
        tallies = self.session.sql(
            TALLIES_SQL.format(on=options.on_ordinal, days=days), sales=sales
        ).persist()
        try:
            n = "(frequency + 1)"  # rounded as Counts.of does it
            whole = f"(2 * cents + {n}) div (2 * {n}) * {n}"
            money = tallies.selectExpr(f"{n} AS purchases", f"{whole} AS cents")
            counts = Counts(
                _collected(tallies.groupBy("frequency", "recency", "age").count()),
                _collected(money.groupBy("purchases", "cents").count()),
            )
            if not len(counts.customers):
                return
            first = sales.select("currency").first()
            currency = first["currency"] if first else ""
            answered = scores_tallies(Learned.of(counts), business, currency, options.on_ordinal)
            tallies.mapInArrow(answered, SCORES_SQL).write.parquet(_uri(into))
        finally:
            tallies.unpersist()

    def _frame(self, source: Source) -> "DataFrame":
        if isinstance(source, ParquetFolder):
            sales = self.session.read.parquet(*map(_uri, source.files))
            currency = "coalesce(currency, '')" if "currency" in source.kinds else "''"
        else:
            assert isinstance(source, Postgres)
            sales, currency = self._from_books(source), "currency"
        return sales.selectExpr(*SALES_SQL, f"{currency} AS currency")

    def _from_books(self, source: Postgres) -> "DataFrame":
        from psycopg.conninfo import conninfo_to_dict

        known = conninfo_to_dict(source.url)
        address = (
            f"jdbc:postgresql://{known.get('host', 'localhost')}:{known.get('port', 5432)}/{known['dbname']}"
        )
        login = {"user": str(known.get("user", "")), "password": str(known.get("password", ""))}
        return self.session.read.jdbc(
            address, f"({source.SQL}) AS sales", "person", 0, source.highest_person() + 1,
            self.session.sparkContext.defaultParallelism, properties={**login, "driver": "org.postgresql.Driver"},
        )  # fmt: skip


def _collected(frame: "DataFrame") -> IntVector:
    columns = [column.to_numpy() for column in frame.toArrow().columns]
    return np.stack(columns, axis=1).astype(np.int64)


def _uri(path: Path) -> str:
    """A whole address: on a cluster a bare path may mean another file system. Spark decodes nothing in it."""
    return f"file://{path.resolve()}"
