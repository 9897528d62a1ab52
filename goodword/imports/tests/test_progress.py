"""The page's progress: only upward, and in the end all the rows, of one table or of several in a zip."""

import zipfile
from io import BytesIO

import pytest

from goodword.imports import batches
from goodword.imports.keeping import keep
from goodword.imports.looking import look
from goodword.imports.receiving import receive
from goodword.imports.staging import staged_file

ORDERS = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
PEOPLE = "Name,Given Name,Family Name,E-mail 1 - Value,Notes\n"


def many(n):
    return ORDERS + "".join(
        f"#{one},p{one}@example.com,paid,USD,4.00,4.00,2026-02-{one % 28 + 1:02} 09:00:00 -0500,1,Rye,4.00\n"
        for one in range(1, n + 1)
    )


def in_a_zip(**files):
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name, text in files.items():
            packed.writestr(f"{name}.csv", text)
    return whole.getvalue()


NOTES = PEOPLE + "".join(f'P {n},P,{n},q{n}@example.com,"of\nthree\nlines"\n' for n in range(1, 8))
FILES = {
    "orders.csv": (many(23).encode(), 23),
    "notes.csv": (NOTES.encode(), 7),
    "both.zip": (in_a_zip(orders=many(23), people=NOTES, more=many(3).replace("#", "#9")), 33),
}


def looked(upload, at, progress):
    with staged_file(upload) as path:
        look(upload.business, path, upload.file, at.date(), progress)


def kept(upload, at, progress):
    keep(upload, None, at, progress)


@pytest.mark.parametrize("read", [looked, kept])
@pytest.mark.parametrize("name", FILES)
def test_it_counts_upward_and_ends_at_the_rows(cast, at, monkeypatch, name, read):
    monkeypatch.setattr(batches, "SIZE", 4)
    data, n = FILES[name]
    told = []
    upload = receive(cast.business, None, at, name, BytesIO(data))
    read(upload, at, lambda done, of: told.append((done, of)))
    done = [one for one, _of in told]
    assert done == sorted(done)
    assert len(set(done)) > 1
    assert all(one <= of for one, of in told)
    assert told[-1] == (n, n)
