"""A file that is not whole books is refused in words, and nothing of it stays."""

import hashlib
import io
import json
import zipfile

import pytest
from django.apps import apps

from goodword.accounts.models import Business, Login, Member, Row
from goodword.books import opened as opened_module
from goodword.books.opened import NotRead
from goodword.books.reading import mend, read_back
from goodword.books.taking import Packing, digest_of
from goodword.imports.tests.books import bring
from goodword.imports.tests.test_order import FILES
from goodword.people import hand
from goodword.people.models import Person


@pytest.fixture
def books(cast, at, tmp_path):
    """A zip of Corner Bakery's books."""
    bring(cast.business, FILES["google.csv"], at, "google.csv", cast.alice)
    bring(cast.business, FILES["orders.csv"], at, "orders.csv", cast.alice)
    path = tmp_path / "books.zip"
    path.write_bytes(b"".join(Packing(cast.business, at).parts()))
    return path


def changed(path, change):
    """The same zip with other files: `change` gets {name: bytes} and may make the sums right again."""
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def with_right_sums(path, change):
    """As a forger would: sums and counts fit again."""

    def forged(files):
        change(files)
        manifest = json.loads(files["manifest.json"])
        for name, told in manifest["files"].items():
            told["size"], told["sha256"] = len(files[name]), hashlib.sha256(files[name]).hexdigest()
            if "rows" in told:
                told["rows"] = files[name].count(b"\n")
        manifest["digest"] = digest_of(manifest["files"])
        files["manifest.json"] = json.dumps(manifest).encode()

    return changed(path, forged)


def in_manifest(path, **told):
    def change(files):
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | told).encode()

    return changed(path, change)


def n_rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if issubclass(model, Row) or model in (Business, Login)
    }


def refused(path, at, *, again=True):
    before = n_rows()
    with pytest.raises(NotRead) as problem:
        read_back(path, at, again=again)
    assert n_rows() == before, "nothing of it stays"
    return str(problem.value)


def test_the_same_books_twice_are_said_to_be_here(cast, at, books):
    assert "Corner Bakery (corner) is here already" in refused(books, at, again=False)
    here = read_back(books, at, again=True)
    Business.objects.filter(code="corner").update(code="elsewhere")
    told = refused(books, at, again=False)
    assert f"These very books are here already, as Corner Bakery ({here.code})" in told and "--again" in told


def test_the_address_is_kept_where_it_is_free(cast, at, books):
    Business.objects.filter(code="corner").update(code="elsewhere")
    assert read_back(books, at).code == "corner"
    assert read_back(books, at, again=True).code not in ("corner", "elsewhere")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "The zip is damaged, or breaks off"),
        (b"Name,Email\nDana,d@x.example\n", "This is no zip"),
        (b"\0" * 1000, "This is no zip"),
    ],
)
def test_what_is_no_zip(cast, at, tmp_path, data, words):
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert words in refused(path, at)


def test_what_is_no_file(cast, at, tmp_path):
    assert "There is no file" in refused(tmp_path / "nowhere.zip", at)
    assert "is a folder" in refused(tmp_path, at)


def test_a_zip_cut_short_and_one_with_a_changed_byte(cast, at, books):
    whole = books.read_bytes()
    books.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refused(books, at)
    middle = whole.index(b"rows/sales.sale.jsonl") + 120
    books.write_bytes(whole[:middle] + bytes([whole[middle] ^ 0x55]) + whole[middle + 1 :])
    assert "rows/sales.sale.jsonl" in refused(books, at)


def test_a_changed_row_is_seen(cast, at, books):
    def change(files):
        files["rows/people.person.jsonl"] = files["rows/people.person.jsonl"].replace(b"Lowell", b"Howell")

    assert "These parts of the file are damaged: rows/people.person.jsonl" in refused(
        changed(books, change), at
    )


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "rows/accounts.login.jsonl", "extra.txt"])
def test_a_name_that_we_do_not_give(cast, at, books, name):
    def change(files):
        files[name] = b"x\n"

    assert "it holds other things than goodword export puts in" in refused(changed(books, change), at)


def test_a_table_that_may_not_come_back_is_not_read_though_the_manifest_tells_of_it(cast, at, books):
    def change(files):
        manifest = json.loads(files["manifest.json"])
        manifest["files"]["rows/accounts.login.jsonl"] = {"rows": 1, "columns": ["email"]}
        files["manifest.json"] = json.dumps(manifest).encode()
        files["rows/accounts.login.jsonl"] = b'{"email":"evil@x.example"}\n'

    assert "come from a newer Goodword" in refused(with_right_sums(books, change), at)
    assert not Login.objects.filter(email="evil@x.example").exists()


def test_books_of_a_newer_version(cast, at, books):
    assert "come from a newer Goodword" in refused(in_manifest(books, format=99), at)


def test_a_backup_and_a_zip_of_tables_are_told_from_it(cast, at, tmp_path):
    path = tmp_path / "x.zip"
    for files, words in (
        ({"manifest.json": '{"database": "sqlite", "format": 1}', "secret": "x"}, "goodword restore FILE"),
        ({"orders.csv": "Name\n"}, "goodword import FILE"),
        ({"readme.txt": "hello"}, "it holds other things"),
        ({"manifest.json": "[]"}, "it holds other things"),
        ({"manifest.json": "{"}, "it holds other things"),
    ):
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in files.items():
                packed.writestr(name, text)
        assert words in refused(path, at)


def test_a_zip_made_to_burst(cast, at, books):
    def change(files):
        files["rows/talks.talk.jsonl"] = b" " * (64 << 20)

    assert "larger than any books" in refused(with_right_sums(books, change), at)


def test_a_line_without_end(cast, at, books, monkeypatch):
    monkeypatch.setattr(opened_module, "LONGEST_LINE", 50)
    assert "a line that is too long" in refused(books, at)


WRONG = [
    ("sales.sale", {"goods_cents": 2**70}, "goods_cents: a whole number"),
    ("sales.sale", {"goods_cents": True}, "goods_cents: a whole number"),
    ("sales.sale", {"on": "31/02/2026"}, "on: a day like 2026-03-02"),
    ("sales.sale", {"told_at": "2026-03-02T09:00:00"}, "told_at: a moment like"),
    ("sales.sale", {"currency": "DOLLARS"}, "currency: a text of at most 3"),
    ("sales.sale", {"state": "loved"}, "state: one of these would work"),
    ("sales.sale", {"person": 99_999}, "person: there is no row 99999 to point to"),
    ("sales.sale", {"person": 0}, "person: a whole number"),
    ("sales.sale", {"what": "a\0b"}, "what: a text would work"),
    ("sales.sale", {"source": None}, "source: nothing stands there"),
    ("people.person", {"name": 7}, "name: a text would work"),
    ("people.person", {"is_here": "yes"}, "is_here: true or false"),
    ("people.person", {"extra": 1}, "these columns would work"),
]


@pytest.mark.parametrize(("table", "told", "words"), WRONG, ids=[f"{t} {w[:24]}" for t, _told, w in WRONG])
def test_a_row_that_cannot_be_is_told_by_its_line(cast, at, books, table, told, words):
    def change(files):
        name = f"rows/{table}.jsonl"
        first, *rest = files[name].splitlines(keepends=True)
        files[name] = json.dumps(json.loads(first) | told).encode() + b"\n" + b"".join(rest)

    said = refused(with_right_sums(books, change), at)
    assert f"rows/{table}.jsonl, line 1: " in said and words in said


def test_all_mistakes_of_a_chunk_are_told_at_once(cast, at, books):
    def change(files):
        name = "rows/people.person.jsonl"
        rows = [json.loads(line) | {"since": "soon"} for line in files[name].splitlines()]
        files[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    assert refused(with_right_sums(books, change), at).count("since: a moment") > 2


@pytest.mark.parametrize("line", [b"{", b"[]", b"null", b'{"a":NaN}', b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_row(cast, at, books, line):
    def change(files):
        files["rows/growth.goal.jsonl"] = line + b"\n"

    assert "rows/growth.goal.jsonl, line 1" in refused(with_right_sums(books, change), at)


def test_two_rows_of_one_code_contradict_each_other(cast, at, books):
    def change(files):
        name = "rows/people.person.jsonl"
        rows = [json.loads(line) | {"code": "AAAAAAAAAAAA"} for line in files[name].splitlines()]
        files[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    assert "contradicts itself" in refused(with_right_sums(books, change), at)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"zone": "Mars/North"}, "is not a time zone"),
        ({"minutes": -1}, "minutes: a whole number"),
        ({"name": None}, "name:"),
    ],
)
def test_settings_that_would_break_every_page(cast, at, books, told, words):
    def change(files):
        files["business.json"] = json.dumps(json.loads(files["business.json"]) | told).encode()

    assert words in refused(with_right_sums(books, change), at)


def test_books_of_an_older_version_that_lacks_a_column_and_a_table_are_read(cast, at, books):
    def change(files):
        name = "rows/people.person.jsonl"
        rows = [json.loads(line) for line in files[name].splitlines()]
        for row in rows:
            del row["left_out"]
        files[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        manifest = json.loads(files["manifest.json"])
        manifest["files"][name]["columns"].remove("left_out")
        del manifest["files"]["rows/growth.goal.jsonl"], files["rows/growth.goal.jsonl"]
        files["manifest.json"] = json.dumps(manifest).encode()

    here = read_back(with_right_sums(books, change), at, again=True)
    people = Person.objects.filter(business=here)
    assert people.count() == Person.objects.filter(business=cast.business).count() > 0
    assert not people.filter(left_out=True).exists()


def test_what_a_crash_left_is_seen_by_nobody_and_taken_away_at_the_start(cast, at, books, monkeypatch, as_):
    before = n_rows()
    monkeypatch.setattr("goodword.books.reading.take_away", lambda business: None)  # as if the power failed
    monkeypatch.setattr("goodword.books.reading._let_in", lambda *words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read_back(books, at, again=True)
    monkeypatch.undo()
    [half] = Business.every.filter(is_here=False)
    assert Person.objects.filter(business=half).exists() and not Business.objects.filter(pk=half.pk).exists()
    assert as_("alice").get(f"/b/{half.code}/").status_code == 404
    assert mend(at) == 1 and n_rows() == before and mend(at) == 0
    assert Member.objects.filter(business=cast.business).count() == 3


def test_the_doctor_tells_of_it(cast, at, terminal):
    Business.every.create(name="Half", opened_at=at, is_here=False)
    assert "Reading these books back stopped halfway: Half" in terminal("doctor").out
    assert mend(at) == 1
    assert "No books were read back by half." in terminal("doctor").out


def test_a_business_that_is_here_is_never_taken_away(cast, at):
    from goodword.books.reading import take_away

    hand.add_person(cast.business, None, at, name="Dana", kind="customer")
    take_away(cast.business)
    assert Person.objects.filter(business=cast.business).exists()


def test_brought_in_as_a_file_the_books_of_a_business_tell_the_way(cast, at, books):
    from goodword.imports.receiving import look_at, receive

    upload = look_at(receive(cast.business, None, at, "books.zip", io.BytesIO(books.read_bytes())), at)
    assert upload.state == "unreadable" and "goodword import-business FILE" in upload.why
