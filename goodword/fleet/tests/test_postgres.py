"""Goodword's own books in PostgreSQL as a source."""

import psycopg
import pytest
from django.db import connection

from goodword.fleet.sources import Postgres
from tests.postgres import NoServer, Server

from .fleets import ON, are_equal, sales_of, scores, write


@pytest.mark.django_db
def test_the_question_is_one_that_our_own_tables_answer():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({Postgres.SQL}) t LIMIT 0")
        assert [column[0] for column in cursor.description] == [
            "business",
            "person",
            "day",
            "cents",
            "currency",
        ]
        cursor.execute("SELECT coalesce(max(id), 0) FROM people_person")


@pytest.fixture(scope="module")
def books():
    """A server with the columns that are asked for; the test above says that our tables have them."""
    server = Server()
    try:
        url = server.start()
    except NoServer as why:
        pytest.skip(str(why))
    sales = sales_of("bakery", 60, 1, "USD")
    with psycopg.connect(url, autocommit=True) as made:
        made.execute("CREATE TABLE accounts_business (id bigint, code text, currency text)")
        made.execute("CREATE TABLE people_person (id bigint)")
        made.execute(
            'CREATE TABLE sales_sale (business_id bigint, person_id bigint, "on" date, goods_cents bigint,'
            " currency text, state text)"
        )
        made.execute("INSERT INTO accounts_business VALUES (1, 'bakery', 'USD')")
        made.execute("INSERT INTO people_person VALUES (60)")
        rows = [tuple(row[name] for name in ("person", "day", "cents")) for row in sales.to_pylist()]
        with made.cursor() as cursor:
            add = "INSERT INTO sales_sale VALUES (1, %s, %s, %s, %s, %s)"
            cursor.executemany(add, [(*row, "USD", "counted") for row in rows])
            cursor.executemany(add, [(*row, "USD", "twin") for row in rows[:9]])
            cursor.executemany(add, [(*row, "EUR", "counted") for row in rows[:9]])
            cursor.execute(add, (None, *rows[0][1:], "USD", "counted"))
    yield url, sales
    server.stop()


def same_as_parquet(terminal, books, tmp_path, *engine):
    url, sales = books
    ran = terminal("fleet", "score", url, tmp_path / "books", "--on", ON, "--json", *engine)
    assert ran.code == 0, ran.err
    terminal("fleet", "score", write(tmp_path / "in", sales), tmp_path / "files", "--on", ON)
    assert ran.facts["left_out"]["nobody"] == 1
    assert "goodword:" not in ran.err + (tmp_path / "books" / "_plan.json").read_text()  # its password
    return are_equal(scores(tmp_path / "books"), scores(tmp_path / "files"), within=1e-9)


@pytest.mark.slow
def test_books_are_read_as_files_are(terminal, books, tmp_path):
    assert same_as_parquet(terminal, books, tmp_path)


@pytest.mark.slow
@pytest.mark.xdist_group("spark")
def test_spark_reads_the_books_too(terminal, books, tmp_path, a_running_spark):
    if "postgresql" not in a_running_spark.conf.get("spark.jars", ""):
        pytest.skip("PostgreSQL's driver for Java is not here: apt-get install libpostgresql-jdbc-java")
    assert same_as_parquet(terminal, books, tmp_path, "--engine", "spark")


@pytest.mark.slow
def test_another_database_is_refused_in_words(terminal, books, tmp_path):
    url, _ = books
    with psycopg.connect(url, autocommit=True) as made:
        made.execute("CREATE DATABASE empty")
    ran = terminal("fleet", "score", f"{url.rpartition('/')[0]}/empty", tmp_path / "out")
    assert "does not answer as Goodword's own books do: relation" in ran.err
