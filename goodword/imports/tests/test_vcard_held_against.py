"""Cards held against another program, and against nonsense."""

import random
import re
import time

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.imports.card_heads import Unfolding, usual_lines
from goodword.imports.formats.vcard import recognises
from goodword.imports.records import ReadAs

from .cards import SAMPLES, card, records, ways
from .made_cards import made_cards

# --- Held against another program, and against nonsense ---


PARTS = {
    "n": ("family", "given", "additional", "prefix", "suffix"),
    "adr": ("box", "extended", "street", "city", "region", "code", "country"),
}


def said_by_vobject(text):
    """All that matters of each card, as (what, value) with blanks and punctuation off."""
    for one in vobject.readComponents(text, ignoreUnreadable=True, allowQP=True):
        yield {
            (name, bare(text))
            for name in ("n", "fn", "tel", "email", "adr", "org", "bday", "note", "url", "nickname", "title")
            for line in one.contents.get(name, [])
            for text in texts([getattr(line.value, part) for part in PARTS.get(name, ())] or line.value)
            if bare(text)
        }


def texts(value):
    """It gives a text, a list of them, or a list with lists in it."""
    return [text for one in value for text in texts(one)] if isinstance(value, list) else [str(value)]


def bare(text):
    return re.sub(r"\W+", "", re.sub(r"^(tel|mailto):", "", text))


def said_by_us(record):
    found = record.person
    everything = [
        found.name,
        found.given_name,
        found.family_name,
        found.birthday,
        found.nickname,
        found.organisation,
        found.job,
        found.note,
        found.street,
        found.city,
    ]
    everything += [found.postcode, found.country, *(way.value for way in found.ways)]
    # What reaches nobody (a word where a number should be) is left out, and told.
    everything += [mistake.saw for mistake in record.mistakes]
    return bare(" ".join(everything))


def lost(data, text):
    """What vobject finds in a file and we do not."""
    ours = [said_by_us(one) for one in records(data) if one.person]
    theirs = list(said_by_vobject(text))
    assert len(theirs) <= len(ours)
    return [
        (what, value)
        for said, found in zip(theirs, ours, strict=False)
        for what, value in said
        if value not in found and (what, value) not in TWICE
    ]


# Only the first job and nickname are kept.
TWICE = {("title", "Title2")}


def samples():
    return sorted(SAMPLES.glob("*.vcf")) or [None]


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem if path else "none")
def test_of_real_cards_nothing_is_lost_that_another_program_finds(path):
    if path is None:
        pytest.skip(f"no real cards at {SAMPLES.parent.name}/{SAMPLES.name} beside the project")
    data = path.read_bytes()
    text = data.decode("utf-8", "replace").replace("\r\r\n", "\r\n")
    # It stops at a PROFILE, and at bytes that are no UTF-8 after a soft line break; and where such a break is a
    # value's last, it takes the next property for the rest of it.
    text = re.sub(r"(?m)^PROFILE:.*\r?\n", "", text)
    text = re.sub(r"=\r?\n(?:=80)?\r?\n", "\r\n", text)
    # It cannot read pictures without blanks before their lines; we pass over them all.
    text = re.sub(r"(?m)^(?:PHOTO|KEY)[^:]*:.*\n(?:[ \t].*\n|[A-Za-z0-9+/=]+\r?\n|\r?\n)*", "", text)
    assert lost(data, text) == []


def test_of_many_made_up_cards_nothing_is_lost_that_another_program_finds():
    data = made_cards(400)
    assert len(records(data)) == len(list(said_by_vobject(data.decode()))) == 400
    assert lost(data, data.decode()) == []


def test_real_cards_give_up_every_name_number_and_mail_that_stands_in_them():
    if not SAMPLES.exists():
        pytest.skip("no real cards beside the project")
    for path in samples():
        data = path.read_bytes()
        found = records(data)
        assert all(one.read_as == ReadAs.KEPT for one in found)
        assert len(found) == len(re.findall(rb"(?im)^BEGIN:VCARD", data))
        ours = "".join(map(said_by_us, found))
        plain = re.findall(
            r"(?m)^(?:item\d+\.)?(?:TEL|EMAIL|FN)(?:;[^:\"\r]*)?:([^\r\n=]+)\r*$",
            data.decode("utf-8", "replace"),
        )
        assert [value for value in plain if bare(value.replace("\\", "")) not in ours] == []


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=90
)


@given(words, words, words, words)
@settings(max_examples=60, deadline=None)
def test_what_another_program_writes_is_read_as_it_was_meant(full, given_name, family, note):
    one = vobject.vCard()
    one.add("fn").value = f"{full} x"
    one.add("n").value = vobject.vcard.Name(family=family, given=given_name)
    one.add("note").value = f"{note}\n{note}"
    one.add("email").value = "dana@example.org"
    (found,) = records(one.serialize())
    squeezed = lambda text: " ".join(text.split())  # noqa: E731
    assert found.person.name == squeezed(f"{full} x")
    assert (found.person.given_name, found.person.family_name) == (squeezed(given_name), squeezed(family))
    assert found.person.note.split("\n")[0] == note
    assert ways(found.person, "email") == ["dana@example.org"]


pieces = st.lists(
    st.sampled_from(
        [
            "BEGIN:VCARD\n",
            "END:VCARD\n",
            "\nbegin:vcard\r\n",
            "AGENT:\n",
            "VERSION:2.1\n",
            "FN:Dana\n",
            "N:;;;\n",
            "TEL:1\n",
        ]
        + [
            "NOTE;ENCODING=QUOTED-PRINTABLE:a=C3=\n",
            " folded\n",
            "\t\n",
            'X;A="\n',
            'ADR;LABEL="a:b\n',
            "PHOTO;BASE64:aa=\n",
        ]
        + [
            "\\",
            "=",
            "\r",
            "\x00",
            "é",
            "\ufeff",
            "item1.",
            ":",
            ";",
            '"',
            "AGENT:BEGIN:VCARD\\nFN:x\\nEND:VCARD\n",
        ]
        + [
            "BDAY:9999-99-99\n",
            "UID:" + "x" * 50 + "\n",
            "X-ANDROID-CUSTOM:a/relation;;²;\n",
            "FN;CHARSET=idna:\xff\n",
        ]
    ),
    max_size=25,
)


@given(pieces | st.binary(max_size=200), st.sampled_from(["utf-8", "latin-1", "utf-16", "utf-16-be"]))
@settings(max_examples=300, deadline=None)
def test_no_nonsense_stops_it_and_no_card_goes_without_an_outcome(told, code):
    data = told if isinstance(told, bytes) else "".join(told).encode(code, "replace")
    recognises(data)
    found = records(data)
    assert all(one.line >= 1 and (one.person or one.why or one.mistakes) for one in found)
    if code == "utf-8":
        lines = (
            data.replace(b"\x00", b"") if b"\n" in data else data.replace(b"\r", b"\n").replace(b"\x00", b"")
        )
        begun = len(
            re.findall(rb"(?im)^(?:\xef\xbb\xbf)?(?:[\w-]{1,20}\.)?begin[ \t]*:[ \t]*vcard[ \t\r]*$", lines)
        )
        assert len(found) >= begun


@given(pieces)
@settings(max_examples=300, deadline=None)
def test_a_card_read_the_quick_way_says_the_same_as_line_by_line(told):
    text = "".join(told).replace("\r", "")
    careful = Unfolding("VERSION:2.1" in text)
    careful.read(text)
    quick = usual_lines(text)
    assert quick is None or (quick, []) == (careful.logical, careful.broken)


def test_most_cards_are_read_the_quick_way():
    books = re.split(r"(?<=END:VCARD)\n", made_cards(300).decode().replace("\r", ""))
    quick = [usual_lines(text) for text in books if "VERSION:2.1" not in text]
    assert sum(found is not None for found in quick) > 200


def test_long_and_strange_lines_take_no_longer_than_their_length():
    long = [
        "FN:" + "a;\\" * 60_000,
        "TEL;" + '"' * 60_000 + ":1",
        "N" + " " * 60_000,
        "UID:" + "-a" * 30_000,
        "x" * 90_000,
    ]
    long += [
        "BDAY:" + "1" * 60_000,
        "AGENT" + ";" * 60_000,
        "EMAIL:" + "<" * 30_000 + "@" * 30_000,
        "TEL:" + " x" * 30_000,
    ]
    start = time.process_time()
    for version in ("2.1", "4.0"):
        records(card(*long, version=version))
        records("BEGIN:VCARD\n" + "\n" * 90_000 + "AGENT:\n" * 20_000)
    assert time.process_time() - start < 5


def test_pictures_cost_next_to_nothing():
    chance = random.Random(7)
    picture = "\r\n ".join("".join(chance.choices("ABCNabc0189+/", k=74)) for _ in range(600))
    plain = [card(f"FN:Dana {n}", "TEL:020 7946 0958") for n in range(300)]
    pictured = [card(f"FN:Dana {n}", f"PHOTO;ENCODING=b:{picture}", "TEL:020 7946 0958") for n in range(300)]
    size = len("".join(pictured))
    start = time.process_time()
    assert [one.person.name for one in records("".join(pictured))] == [
        one.person.name for one in records("".join(plain))
    ]
    assert (time.process_time() - start) / size < 1e-6  # a second for a megabyte would be slow; this is 13 MB


def test_two_files_joined_into_one_lose_no_card():
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEND:VCARD\r\n"
    mark = "\ufeff".encode()
    found = records(mark + card + mark + card.replace(b"Ann", b"Eli"))
    assert [(one.line, one.person.name) for one in found] == [(1, "Ann Lee"), (5, "Eli Lee")]
