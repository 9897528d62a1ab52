"""Who is who. Cards are written as a file would: a name, then what else it tells."""

from itertools import count

from hypothesis import strategies as st

from goodword.lib.names import name_kind, parse
from goodword.lib.text import fold
from goodword.people.matching import (
    Card,
)

MAIL, OTHER_MAIL, PHONE, OTHER_PHONE = "d@example.org", "e@example.org", "+442079460958", "+442079460111"


def card(id, name="", mail=(), phone=(), vendor=(), same=(), apart=(), street="", postcode=""):
    kind = name_kind(name)
    parts = parse(fold(name)) if kind == "person" else parse("")
    return Card(
        id=id,
        given=parts.given,
        family=parts.family,
        full=fold(name),
        kind=kind,
        vendor_ids=tuple([vendor] if isinstance(vendor, str) else vendor),
        mails=tuple([mail] if isinstance(mail, str) else mail),
        phones=tuple([phone] if isinstance(phone, str) else phone),
        said_same=tuple([same] if isinstance(same, str) else same),
        said_apart=tuple(apart),
        street=street,
        postcode=postcode,
    )


def cards(*told):
    numbers = count(1)
    return [
        card(next(numbers), *args) if isinstance(args, tuple) else card(next(numbers), **args)
        for args in told
    ]


# --- Properties ---

NAMES = [
    "",
    "",
    "Jane Grant",
    "John Grant",
    "J. Grant",
    "Jane",
    "Jane Miller",
    "Grant",
    "Bob Hill",
    "Robert Hill",
]
NAMES += ["Bright Ltd", "The Evans Family", "a***n", "Maria Luisa Cruz", "Maria Elena Cruz"]


def some(values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


@st.composite
def books(draw, *, with_words=True):
    told = draw(
        st.lists(
            st.tuples(
                st.sampled_from(NAMES),
                some(["a@example.org", "b@example.org", "c@example.org", "info@example.org"]),
                some(["+441", "+442", "+443"]),
                some(["v1", "v2"] if with_words else [""]),
                some(["w1"] if with_words else [""]),
                some([("s", "left"), ("s", "right")]),
            ),
            max_size=9,
        )
    )
    return [
        card(
            id,
            name,
            mails,
            phones,
            *(([v for v in vendors if v], [w for w in words if w], apart[:1]) if with_words else ()),
        )
        for id, (name, mails, phones, vendors, words, apart) in enumerate(told, 1)
    ]


def as_partition(found):
    return {frozenset(group) for group in found}
