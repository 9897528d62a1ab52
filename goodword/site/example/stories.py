"""The plain stories that Corner Bakery's files tell to whoever looks: each one function, each in the tests.

Everything here stands in the files themselves (a label, a note, an order), never beside them.
"""

from collections.abc import Iterator
from random import Random

from .goods import Item, Visit, visit
from .rhythms import exactly, regular
from .town import Registry, Someone

ALLY = ("Ngozi", "Ekwueme")
QUIET_REGULAR = ("Ruth", "Fenwick")
BRINGER = ("Dana", "Whitfield")
NEWCOMER = ("Eli", "Brandt")
COUPLE = (("Marta", "Wrona"), ("Piotr", "Wrona"))
NAMESAKE = ("Maria", "Delgado")
TOLD = {ALLY, QUIET_REGULAR, BRINGER, NEWCOMER, *COUPLE, NAMESAKE}


def tell_all(town: Registry, draw: Random) -> list[Someone]:
    tellers = (
        quiet_regular,
        bringer_and_newcomer,
        ally_and_couples,
        couple_on_one_phone,
        namesakes,
        phone_book,
    )
    moments = (round_visits, first_visits, gone_quiet, gone_wrong)
    return [someone for tell in (*tellers, *moments) for someone in tell(town, draw)]


def quiet_regular(town: Registry, draw: Random) -> Iterator[Someone]:
    """Two rolls a week, and the whole school fair in one pair of hands."""
    ruth = town.someone(*QUIET_REGULAR)
    ruth.visits = regular(draw, 7, since=905, until=3)
    for seen in ruth.visits:
        seen.items = [Item("Seeded roll", 2)]
    ruth.organisation, ruth.job = "Hill School parents' committee", "Fair organiser"
    ruth.labels = ("Customers", "School fair")
    ruth.note = "Runs the school fair every June. Knows every family on the hill."
    ruth.files = {"shopify", "google", "phone"}
    ruth.called = {"phone": "Ruth F. (school fair)"}
    yield ruth
    parent = town.someone()
    parent.visits, parent.sent_by = exactly(draw, 4, 16, 21), ruth.name
    parent.files = {"shopify", "google", "outlook"}
    yield parent


def bringer_and_newcomer(town: Registry, draw: Random) -> Iterator[Someone]:
    """Dana brings people; Eli came last week because of her."""
    dana = town.someone(*BRINGER)
    dana.visits = regular(draw, 14, since=760, until=6)
    dana.job, dana.organisation, dana.labels = "physiotherapist", "Elmbridge Physio", ("Customers",)
    dana.note = (
        "Told me the story of the birthday cake that crossed the river in a canoe. Tells it to everyone."
    )
    dana.files, dana.called = {"shopify", "google", "phone", "linkedin"}, {"phone": "Dana W"}
    yield dana
    eli = town.someone(*NEWCOMER)
    eli.visits, eli.sent_by, eli.files = exactly(draw, 1, 6, 1), dana.name, {"shopify", "outlook"}
    yield eli
    earlier = town.someone()
    earlier.visits, earlier.sent_by, earlier.files = (
        exactly(draw, 7, 11, 30),
        dana.name,
        {"shopify", "outlook"},
    )
    yield earlier


def ally_and_couples(town: Registry, draw: Random) -> Iterator[Someone]:
    """Never buys a crumb, and sends the weddings."""
    ngozi = town.someone(*ALLY)
    ngozi.organisation, ngozi.job, ngozi.labels = (
        "Two Rings Weddings",
        "Wedding planner",
        ("Friends of the bakery",),
    )
    ngozi.note = "Cannot eat wheat, so never buys. Sends us couples for their wedding cake."
    ngozi.files = {"google", "phone", "linkedin"}
    yield ngozi
    for days_ago in (5, 61, 148, 270, 421):
        wedding = town.someone()
        cake = Visit(
            days_ago, [Item("Wedding cake, three tiers")], also_in_books=days_ago != 5, minute=11 * 60
        )
        wedding.visits = [cake, *([visit(draw, days_ago - 30)] if days_ago > 100 else [])]
        wedding.sent_by, wedding.files = ngozi.name, {"shopify", "outlook"}
        yield wedding


def couple_on_one_phone(town: Registry, draw: Random) -> Iterator[Someone]:
    """Two people, two mails, one door and one phone."""
    marta, piotr = (town.someone(*name) for name in COUPLE)
    piotr.phone, piotr.street, piotr.postcode = marta.phone, marta.street, marta.postcode
    marta.visits, piotr.visits = regular(draw, 30, 800, 12), regular(draw, 45, 700, 20)
    marta.files, piotr.files = {"shopify", "google"}, {"shopify", "phone"}
    yield from (marta, piotr)


def namesakes(town: Registry, draw: Random) -> Iterator[Someone]:
    """Two people of one name: one teaches, one nurses. A slip that says only the name means either."""
    teacher, nurse = town.someone(*NAMESAKE), town.someone(*NAMESAKE)
    teacher.job, nurse.job = "teacher", "nurse"
    teacher.visits, nurse.visits = regular(draw, 14, 600, 4), regular(draw, 30, 400, 9)
    teacher.files, nurse.files = {"shopify", "google"}, {"shopify", "google"}
    sent = town.someone()
    sent.visits, sent.sent_by, sent.files = exactly(draw, 2, 40, 25), teacher.name, {"shopify", "outlook"}
    yield from (teacher, nurse, sent)


def phone_book(town: Registry, draw: Random) -> Iterator[Someone]:
    """Whom a phone holds beside customers: the dentist, the ex, the florist next door, family, a writer."""
    cards = (
        ("Dr. Feldman", "Dentist", "Northgate Dental", ""),
        ("Jordan (ex)", "", "", ""),
        ("Mum", "", "", ""),
        ("Nico brother", "", "", ""),
        ("Landlord Mr. Pratt", "", "", "Rent is due on the 1st"),
        (
            "Charlie Florist",
            "Florist",
            "Petals next door",
            "Shop next door. Shares our delivery van on Saturdays.",
        ),
        ("Bob Counter", "", "Corner Bakery", "Works Friday and Saturday"),
        ("Flour delivery", "", "Old Mill Flour", "Rings before six"),
        ("Wanjiru Kariuki", "Food writer", "Elmbridge Courier", "Writes the Saturday page about small shops"),
    )
    for name, job, organisation, note in cards:
        known = town.someone(name, "")
        known.job, known.organisation, known.note, known.email = job, organisation, note, ""
        known.files = {"phone", "linkedin"} if job == "Food writer" else {"phone"}
        yield known


def round_visits(town: Registry, draw: Random) -> Iterator[Someone]:
    """A second visit, a tenth, a fiftieth, a year together: this week, whenever today is."""
    for n, last, every in ((2, 2, 23), (2, 4, 12), (10, 1, 33), (10, 3, 19), (50, 2, 15)):
        yield buyer(town, exactly(draw, n, last, every))
    for first in (366, 363):
        yield buyer(town, [visit(draw, first), *regular(draw, 40, first - 35, 25)])


def first_visits(town: Registry, draw: Random) -> Iterator[Someone]:
    """New this fortnight, and nobody knows how they found the bakery."""
    for days_ago in (2, 4, 8, 13):
        yield buyer(town, exactly(draw, 1, days_ago, 1))


def gone_quiet(town: Registry, draw: Random) -> Iterator[Someone]:
    """Regulars who have not been seen for more than three of their own rhythms."""
    for every, silent in ((7, 33), (7, 45), (14, 61), (30, 118)):
        yield buyer(town, regular(draw, every, 720, silent, misses=0.02))


def gone_wrong(town: Registry, draw: Random) -> Iterator[Someone]:
    """A cake sent back three days ago, a box half paid back, an order called off, two not paid yet."""
    for days_ago, goods, status, back in (
        (3, "Birthday cake, large", "refunded", 6200),
        (19, "Gift box Sunday breakfast", "partially_refunded", 1000),
        (7, "Apple tart", "voided", 0),
        (1, "Cookie tin", "pending", 0),
        (9, "Birthday cake, small", "pending", 0),
        (12, "Birthday cake, large", "partially_paid", 0),
    ):
        wrong = Visit(days_ago, [Item(goods)], status=status, refunded_cents=back, minute=10 * 60)
        yield buyer(town, [*regular(draw, 45, 500, days_ago + 10), wrong])


def buyer(town: Registry, visits: list[Visit]) -> Someone:
    someone = town.someone()
    someone.visits, someone.files = visits, {"shopify"}
    return someone
