"""Whatever comes in: an answer in words, or each row with one outcome."""

import csv
import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.imports.formats import table_formats
from goodword.imports.records import ReadAs, Unreadable

from .told import tell

HEADERS = sorted(
    {
        name
        for module in table_formats()
        for name in [
            *(one for needs in module.NEEDS for need in needs for one in need.split("|")),
            *getattr(module, "KNOWS", ()),
        ]
    }
)
CELLS = st.sampled_from(
    ["", "Dana", "dana@example.com", "12.50", "$1,240.00", "-$3.00", "2026-01-02", "03/04/2025", "paid",
    "Refunded", "Invoice", "Payment",
     "#1001", "Total for X", "TOTAL", "1e999", "9" * 30, "\x00", "\ud7ff", 'a"b', '"', "'", "multi\nline",
     "a,b", "-", "USD", "é"]
)  # fmt: skip


def answer(data: bytes) -> None:
    try:
        told = tell(data)
    except Unreadable:
        return
    for _reading, records in told:
        lines = [record.line for record in records]
        assert len(lines) == len(set(lines))
        for record in records:
            assert record.read_as in set(ReadAs)
            assert record.mistakes or record.read_as != ReadAs.REFUSED
            assert record.why or record.read_as not in (ReadAs.HELD, ReadAs.NOT_COUNTED)


@given(st.binary(max_size=400))
def test_any_bytes(data):
    answer(data)


@given(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-8-sig"]),
)
def test_any_text(text, encoding):
    answer(text.encode(encoding))


@given(st.text("Name,E-mail;\"'\t\n\rDana@=1|", max_size=200))
def test_any_play_with_quotes_and_separators(text):
    answer(b"Name,E-mail\n" + text.encode())


@given(st.binary(max_size=200), st.integers(0, 400))
def test_a_zip_with_a_wound(data, place):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.csv", b"Name,E-mail\nDana,dana@example.com\n" + data)
    wounded = bytearray(out.getvalue())
    wounded[place % len(wounded)] ^= 0x55
    answer(bytes(wounded))


@settings(max_examples=150)
@given(
    st.sampled_from(table_formats()),
    st.randoms(use_true_random=False),
    st.lists(st.lists(CELLS, min_size=30, max_size=30), max_size=6),
)
def test_any_rows_under_any_header_that_is_known(module, random, rows):
    needed = [random.choice(need.split("|")) for need in random.choice(module.NEEDS)]
    header = needed + random.sample(HEADERS, random.randint(0, 8))
    random.shuffle(header)
    out = io.StringIO()
    csv.writer(out, delimiter=random.choice(",;\t|")).writerows(
        [header, *(row[: len(header)] for row in rows)]
    )
    answer(out.getvalue().encode("utf-8", "surrogatepass"))


@given(
    st.sampled_from(table_formats()),
    st.lists(
        st.lists(CELLS.filter(lambda cell: "\x00" not in cell), min_size=30, max_size=30),
        min_size=1,
        max_size=6,
    ),
)
def test_no_row_of_a_well_written_file_is_lost(module, rows):
    header = [need.split("|")[0] for need in module.NEEDS[0]]
    out = io.StringIO()
    csv.writer(out).writerows([header, *(["x", *row[1 : len(header)]] for row in rows)])
    [(_reading, records)] = tell(out.getvalue())
    assert len(records) == len(rows)
