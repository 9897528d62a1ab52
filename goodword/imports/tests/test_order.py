"""Any order of the same files gives the same books; what goes leaves exactly what the others brought."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodword.books.canonical import canonical
from goodword.imports.keeping import undo

from .books import bring, loose_ends

GOOGLE = """\
First Name,Last Name,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,Address 1 - Postal Code
John,Lowell,,bakes too,* myContacts,Home,lowell@home.example,Mobile,(207) 555-0110,5 Elm St,04101
June,Lowell,,,* myContacts,,,Mobile,(207) 555-0110,5 Elm St,04101
Jane,Grant,Hill School,,* myContacts,Work,j.grant@hill.example,,,,
Dana,Reyes,,,* myContacts,,,Mobile,+12075550123,,
Ann,Smith,,,* myContacts,,,,,,
"""
PHONE = """\
BEGIN:VCARD
VERSION:3.0
N:Grant;J.;;;
FN:J. Grant
EMAIL:J.GRANT@hill.example
TEL;TYPE=CELL:207 555 0144
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Grant;Jack;;;
FN:Jack Grant
TEL;TYPE=CELL:207 555 0144
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Smith;Ann;;;
FN:Ann Smith
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Lowell;June;;;
FN:June Lowell
NOTE:plays the organ
EMAIL:june@home.example
TEL;TYPE=CELL:(207) 555-0110
ADR;TYPE=HOME:;;5 Elm St;Portland;ME;04101;USA
END:VCARD
"""
ORDERS = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Phone,Id
#1001,lowell@home.example,paid,2026-02-20 09:14:02 -0500,USD,12.50,0.00,0.00,12.50,2026-02-20 09:14:02 -0500,1,Rye,12.50,John Lowell,,1
#1002,june@home.example,pending,,USD,8.00,0.00,0.00,8.00,2026-02-21 09:14:02 -0500,2,Rolls,4.00,June Lowell,,2
#1003,dana@reyes.example,paid,2026-02-22 09:14:02 -0500,USD,9.00,0.00,0.00,9.00,2026-02-22 09:14:02 -0500,1,Pie,9.00,Dana Reyes,+1 207 555 0123,3
"""
LATER_ORDERS = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Phone,Id
#1002,june@home.example,paid,2026-02-25 09:14:02 -0500,USD,8.00,0.00,0.00,8.00,2026-02-21 09:14:02 -0500,2,Rolls,4.00,June Lowell,,2
#1004,dana@reyes.example,paid,2026-02-26 09:14:02 -0500,USD,9.00,0.00,0.00,9.00,2026-02-26 09:14:02 -0500,1,Pie,9.00,Dana Reyes,,4
"""
PAYMENTS = """\
id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Status,Customer ID,Customer Email,Card Brand,Card Last4
ch_1,2026-02-20 14:14:05,12.50,0.00,usd,true,,Paid,cus_1,lowell@home.example,Visa,4242
ch_2,2026-02-27 10:00:00,30.00,30.00,usd,true,,Refunded,cus_2,jane@other.example,Visa,4242
ch_3,2026-02-22 14:15:00,9.00,0.00,usd,true,,Paid,,,Visa,4242
"""
GUESTS = """\
Name,Email,Phone,Referred by
Eli Novak,eli@novak.example,,Dana Reyes
Jack Grant,,(207) 555-0144,
Priya Nair,,,John Lowell
"""
FILES = {
    "google.csv": GOOGLE,
    "phone.vcf": PHONE,
    "orders.csv": ORDERS,
    "later.csv": LATER_ORDERS,
    "stripe.csv": PAYMENTS,
    "guests.csv": GUESTS,
}


# The books after each set of files in the order of the alphabet: what every other order must give.
TOLD: dict[str, object] = {}


class Attempt(Exception):
    """Ends a transaction, so that nothing of it stays."""


def after(cast, at, steps):
    """The books after these steps, a minute apart; nothing stays. "-name" undoes a file."""
    try:
        with transaction.atomic():
            kept = {}
            for n, step in enumerate(steps):
                moment = at + timedelta(minutes=n)
                if step.startswith("-"):
                    undo(kept[step[1:]], None, moment)
                else:
                    kept[step] = bring(cast.business, FILES[step], moment, step)
            assert loose_ends(cast.business) == []
            raise Attempt(canonical(cast.business))
    except Attempt as done:
        return done.args[0]


def expected(cast, at, names):
    key = tuple(sorted(names))
    if key not in TOLD:
        TOLD[key] = after(cast, at, key)
    return TOLD[key]


def differences(one, other):
    """What only one of the two books says."""
    return "\n".join(
        f"{sign} {room}: {row}"
        for room in one
        for sign, rows in (("+", one[room] - other[room]), ("-", other[room] - one[room]))
        for row in rows
    )


# Without shrinking: each example brings six files in.
quick = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@quick
@given(order=st.permutations(sorted(FILES)))
def test_any_order_of_the_files_gives_the_same_books(cast, at, order):
    assert differences(after(cast, at, order), expected(cast, at, FILES)) == ""


@quick
@given(data=st.data())
def test_what_is_undone_leaves_exactly_what_the_others_brought(cast, at, data):
    order = data.draw(st.permutations(sorted(FILES)))
    gone = data.draw(st.sets(st.sampled_from(order), min_size=1, max_size=3))
    steps = list(order)
    for name in sorted(gone):
        first = steps.index(name) + 1
        steps.insert(data.draw(st.integers(first, len(steps))), f"-{name}")
    assert differences(after(cast, at, steps), expected(cast, at, set(FILES) - gone)) == ""


@pytest.mark.parametrize(
    "pair", list(permutations(["google.csv", "phone.vcf", "orders.csv"], 2)), ids="+".join
)
def test_a_file_undone_and_brought_again_is_as_if_it_had_stayed(cast, at, pair):
    first, second = pair
    steps = [first, second, f"-{first}", first]
    assert differences(after(cast, at, steps), expected(cast, at, pair)) == ""
