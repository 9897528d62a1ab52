"""Who is who. Cards are written as a file would: a name, then what else it tells."""

import random
import time
from itertools import combinations, count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.lib.names import given_conflict, name_kind, parse
from goodword.lib.text import fold
from goodword.people.matching import (
    Card,
    Reason,
    groups,
    home_keys_of,
    households,
    keys_of,
    maybe,
    namesakes,
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


# --- The vendor's id ---


def test_the_same_vendors_id_is_one_person_whatever_the_name():
    book = cards(
        ("Dana Bell", (), (), "shopify||7"),
        ("D. Lowell-Bell", (), (), "shopify||7"),
        ("Eli", (), (), "shopify||7"),
    )
    assert groups(book) == [[1, 2, 3]]


def test_the_same_number_in_another_shop_is_another_person():
    assert groups(cards(("Dana", (), (), "shopify|one|7"), ("Dana", (), (), "shopify|two|7"))) == [[1], [2]]


# --- E-mail ---


def test_the_same_mail_is_one_person():
    assert groups(cards(("Dana Bell", MAIL), ("", MAIL), ("Bell, Dana", MAIL), ("D. Bell", MAIL))) == [
        [1, 2, 3, 4]
    ]


def test_a_new_family_name_is_no_contradiction_on_a_mail():
    assert groups(cards(("Dana Bell", MAIL), ("Dana Lowell", MAIL))) == [[1, 2]]


def test_a_couple_on_one_mail_are_two():
    assert groups(cards(("Jane Grant", MAIL), ("John Grant", MAIL))) == [[1], [2]]


def test_on_a_couples_mail_only_the_same_name_joins():
    book = cards(
        ("Jane Grant", MAIL), ("John Grant", MAIL), ("Grant, Jane", MAIL), ("J. Grant", MAIL), ("", MAIL)
    )
    assert groups(book) == [[1, 3], [2], [4], [5]]


def test_two_without_a_name_on_a_couples_mail_are_one_nobody():
    book = cards(("Jane Grant", MAIL), ("John Grant", MAIL), ("", MAIL), ("", MAIL))
    assert groups(book) == [[1], [2], [3, 4]]


def test_a_nobody_is_not_carried_to_somebody_by_another_nobody():
    # 4 is Jane's by her own address; 3 shares only the couple's with it.
    book = cards(
        ("Jane Grant", (MAIL, OTHER_MAIL)), ("John Grant", MAIL), ("", MAIL), ("", (MAIL, OTHER_MAIL))
    )
    assert groups(book) == [[1, 4], [2], [3]]


def test_a_desks_mail_joins_only_the_same_name():
    desk = "info@example.org"
    assert groups(cards(("Dana Bell", desk), ("D. Bell", desk), ("Dana Bell", desk), ("", desk))) == [
        [1, 3],
        [2],
        [4],
    ]


def test_a_firm_or_a_household_is_not_the_person_who_writes_for_it():
    book = cards(
        ("Bright Ltd", MAIL),
        ("Dana Bell", MAIL),
        ("The Evans Family", OTHER_MAIL),
        ("Mary Evans", OTHER_MAIL),
    )
    assert groups(book) == [[1], [2], [3], [4]]


def test_a_masked_name_is_no_name():
    assert groups(cards(("a***n", MAIL), ("Dana Bell", MAIL), ("Supporter", MAIL))) == [[1, 2, 3]]


def test_middle_names_are_names():
    assert groups(cards(("Maria Luisa Cruz", MAIL), ("Maria Elena Cruz", MAIL))) == [[1], [2]]


# --- Phone ---


def test_the_same_phone_joins_names_that_agree():
    assert groups(cards(("Jane Grant", (), PHONE), ("J. Grant", (), PHONE), ("", (), PHONE))) == [[1, 2, 3]]


def test_on_a_phone_that_another_name_has_too_nobody_is_joined():
    book = cards(
        ("Jane Grant", (), PHONE), ("Jane Grant", (), PHONE), ("John Grant", (), PHONE), ("", (), PHONE)
    )
    assert groups(book) == [[1], [2], [3], [4]]


def test_another_family_name_is_another_name_on_a_phone():
    assert groups(cards(("Jane Grant", (), PHONE), ("Jane Miller", (), PHONE))) == [[1], [2]]


def test_a_name_known_by_mail_counts_on_the_phone():
    # 2 has no name of its own, but its mail says that it is John's.
    book = cards(("Jane Grant", (), PHONE), ("", MAIL, PHONE), ("John Grant", MAIL))
    assert groups(book) == [[1], [2, 3]]


def test_two_known_family_names_are_no_contradiction_on_a_phone():
    book = cards(("Dana Bell", MAIL), ("Dana Lowell", MAIL, PHONE), ("Dana Bell", (), PHONE))
    assert groups(book) == [[1, 2, 3]]


def test_two_shops_customers_who_are_each_two_people_are_not_joined_by_a_phone():
    # Each shop says itself that Jane and John are one of its customers; that is no word on the other's.
    book = cards(("Jane Grant", (), PHONE, "a||1"), ("John Grant", (), (), "a||1"))
    book += [card(3, "Jane Grant", (), PHONE, "b||1"), card(4, "John Grant", (), (), "b||1")]
    assert groups(book) == [[1, 2], [3, 4]]


# --- Names alone, and chains ---


def test_a_name_alone_joins_nobody():
    assert groups(cards(("Jane Grant",), ("Jane Grant",), ("Jane Grant", MAIL))) == [[1], [2], [3]]


def test_a_contradiction_by_a_chain_of_phones_reopens_the_phones_and_keeps_the_mails():
    first = cards(("Jane Grant", MAIL, PHONE), ("Jane Grant", MAIL), ("J. Grant", (), (PHONE, OTHER_PHONE)))
    assert groups(first) == [[1, 2, 3]]
    later = [*first, card(4, "John Grant", (), OTHER_PHONE)]
    assert groups(later) == [[1, 2], [3], [4]]


def test_a_contradiction_by_a_chain_of_mails_leaves_the_doubtful_one_alone():
    book = cards(
        ("Jane Grant", MAIL), ("", (MAIL, OTHER_MAIL)), ("John Grant", OTHER_MAIL), ("Jane Grant", MAIL)
    )
    assert groups(book) == [[1, 4], [2], [3]]


# --- The owner's word ---


def test_the_owners_word_joins_what_no_rule_would():
    assert groups(cards(("Jane Grant", (), (), (), "a"), ("Eli", (), (), (), "a"))) == [[1, 2]]


@pytest.mark.parametrize("shared", [{"mail": MAIL}, {"phone": PHONE}, {"vendor": "shopify||7"}])
def test_whom_the_owner_tells_apart_no_rule_joins(shared):
    one = card(1, "Jane Grant", apart=[("s", "left")], **shared)
    other = card(2, "Jane Grant", apart=[("s", "right")], **shared)
    assert groups([one, other]) == [[1], [2]]


def test_a_split_holds_together_each_side_and_leaves_a_newcomer_to_neither():
    left = {"apart": [("s", "left")], "same": "s|left"}
    book = [card(1, "Jane Grant", MAIL, **left), card(2, "J. Grant", MAIL, **left)]
    book += [card(3, "Jane Grant", MAIL, apart=[("s", "right")], same="s|right"), card(4, "Jane Grant", MAIL)]
    assert groups(book) == [[1, 2], [3], [4]]


def test_whom_the_owner_tells_apart_no_chain_joins():
    book = [card(1, "", MAIL, apart=[("s", "left")]), card(2, "", (MAIL, OTHER_MAIL))]
    book += [card(3, "", OTHER_MAIL, apart=[("s", "right")])]
    assert groups(book) == [[1], [2], [3]]


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


@given(books(), st.randoms())
@settings(max_examples=60)
def test_the_order_of_the_cards_decides_nothing(book, chance):
    mixed = list(book)
    chance.shuffle(mixed)
    # Other numbers too: those depend on which file came first.
    number = {one.id: 100 + position for position, one in enumerate(mixed)}
    renumbered = [card_with(one, id=number[one.id]) for one in mixed]
    assert as_partition(groups(mixed)) == as_partition(groups(book))
    expected = {frozenset(number[id] for id in group) for group in groups(book)}
    assert as_partition(groups(renumbered)) == expected


def card_with(one, **changes):
    return Card(**{name: getattr(one, name) for name in Card.__slots__} | changes)


@given(books())
@settings(max_examples=50)
def test_every_card_is_in_exactly_one_group(book):
    assert sorted(id for group in groups(book) for id in group) == [one.id for one in book]


@given(books(with_words=False))
@settings(max_examples=80)
def test_no_rule_puts_two_conflicting_given_names_or_a_firm_and_a_person_together(book):
    by_id = {one.id: one for one in book}
    for group in groups(book):
        named = [by_id[id] for id in group if by_id[id].kind not in ("masked", "none")]
        for one, other in combinations(named, 2):
            assert one.kind == other.kind
            assert not given_conflict(one.given, one.family, other.given, other.family)


@given(books())
@settings(max_examples=60)
def test_nobody_told_apart_is_together(book):
    by_id = {one.id: one for one in book}
    for group in groups(book):
        sides = {side for id in group for _, side in by_id[id].said_apart}
        assert len(sides) < 2


@given(books(), books())
@settings(max_examples=50)
def test_what_is_added_and_taken_away_again_leaves_the_groups_as_they_were(book, more):
    before = as_partition(groups(book))
    added = [card_with(one, id=one.id + 100) for one in more]
    both = groups([*book, *added])
    assert sorted(id for group in both for id in group) == sorted(one.id for one in [*book, *added])
    assert as_partition(groups([one for one in [*book, *added] if one.id < 100])) == before


def closed(start, book):
    inside, edge = {start.id: start}, [start]
    while edge:
        keys = set().union(*map(keys_of, edge))
        edge = [one for one in book if one.id not in inside and keys_of(one) & keys]
        inside.update((one.id, one) for one in edge)
    return list(inside.values())


@given(books())
@settings(max_examples=60)
def test_the_cards_reached_through_shared_keys_give_what_the_whole_book_gives(book):
    whole = as_partition(groups(book))
    for start in book:
        part = as_partition(groups(closed(start, book)))
        assert part <= whole


@given(books())
@settings(max_examples=50)
def test_a_second_look_at_one_group_alone_contradicts_nothing(book):
    by_id = {one.id: one for one in book}
    for group in groups(book):
        # Alone, without the others that kept keys from joining, it can only hold together the better.
        assert groups([by_id[id] for id in group]) == [group]


def test_an_office_of_thousands_is_not_compared_pair_by_pair():
    # A sixth of them shares one office's phone and a desk's mail: pairs there are five million.
    chance = random.Random(7)
    book = []
    for id in range(20_000):
        given_name, family = f"given{chance.randrange(3000)}", f"family{chance.randrange(20_000)}"
        office = id % 6 == 0
        book.append(
            Card(
                id=id,
                given=given_name,
                family=family,
                full=f"{given_name} {family}",
                mails=("info@example.org",) if office else (f"m{chance.randrange(40_000)}@example.org",),
                phones=("+441",) if office else (f"+44{chance.randrange(40_000)}",),
            )
        )
    start = time.process_time()
    found = groups(book)
    pairs, at_home = maybe(book, found), households(book, found)
    assert time.process_time() - start < 20  # a second or two; with every pair looked at, minutes
    assert len(pairs) + len(at_home) < len(book) == sum(map(len, found))


# --- Maybe the same ---


def reasons(book):
    return {(pair.a, pair.b): pair.reasons for pair in maybe(book, groups(book))}


def test_a_shared_name_is_a_maybe():
    assert reasons(cards(("Jane Grant",), ("Grant, Jane",), ("John Grant",))) == {(0, 1): (Reason.SAME_NAME,)}


def test_a_shared_given_name_alone_is_not():
    assert reasons(cards(("Jane",), ("Jane",))) == {}


def test_a_slip_in_the_name_is_a_maybe_with_something_in_common():
    book = cards(
        ("Katarzyna Nowak", (), PHONE), ("Katarzina Nowak", (), PHONE), ("Katarzina Nowak", (), OTHER_PHONE)
    )
    assert reasons(book)[0, 1] == (Reason.SAME_PHONE, Reason.NAMES_ALIKE)
    assert (0, 2) not in reasons(book)


def test_the_same_name_on_a_couples_phone_is_a_maybe_and_the_couple_is_not():
    book = cards(("Jane Grant", (), PHONE), ("Jane Grant", (), PHONE), ("John Grant", (), PHONE))
    assert reasons(book) == {(0, 1): (Reason.SAME_NAME, Reason.SAME_PHONE)}


def test_a_nobody_on_a_couples_mail_may_be_either():
    book = cards(("Jane Grant", MAIL), ("John Grant", MAIL), ("", MAIL))
    assert reasons(book) == {(0, 2): (Reason.SAME_MAIL,), (1, 2): (Reason.SAME_MAIL,)}


def test_a_desks_mail_is_a_weak_reason():
    desk = "info@example.org"
    assert reasons(cards(("Dana Bell", desk), ("", desk))) == {(0, 1): (Reason.SAME_DESK,)}


def test_an_initial_at_the_same_door_is_a_maybe():
    door = {"street": "1 mill lane", "postcode": "ab1 2cd"}
    book = cards({"name": "Jane Grant", **door}, {"name": "J. Grant", **door}, {"name": "", **door})
    assert reasons(book) == {(0, 1): (Reason.SAME_DOOR, Reason.NAMES_ALIKE)}


def test_whom_the_owner_told_apart_is_no_maybe():
    book = [card(1, "Jane Grant", apart=[("s", "left")]), card(2, "Jane Grant", apart=[("s", "right")])]
    assert maybe(book, groups(book)) == []


def test_the_likeliest_comes_first():
    book = cards(
        ("Jane Grant",), ("Jane Grant", (), PHONE), ("Jane Grant", (), PHONE), ("Tim Grant", (), PHONE)
    )
    found = maybe(book, groups(book))
    assert (found[0].a, found[0].b) == (1, 2)
    assert found[0].weight > found[-1].weight


def test_a_name_borne_by_two_is_told():
    book = cards(
        ("Jane Grant", MAIL), ("Grant, Jane",), ("Jane Grant", MAIL), ("John Grant",), ("Jane",), ("Jane",)
    )
    assert namesakes(book, groups(book)) == {"jane grant": [0, 1]}


# --- Households ---


def homes(book):
    return households(book, groups(book))


def test_a_couple_on_one_phone_is_a_household():
    assert homes(cards(("Jane Grant", (), PHONE), ("John Grant", (), PHONE), ("Eli", (), OTHER_PHONE))) == [
        [[1], [2]]
    ]


def test_five_on_one_phone_share_an_office():
    five = [(name, (), PHONE) for name in ("Ann Hill", "Ben Moss", "Cleo Dunn", "Dan Frey", "Eva Roth")]
    assert homes(cards(*five)) == []
    assert homes(cards(*five[:4])) == [[[1], [2], [3], [4]]]


def test_a_phone_that_a_firm_has_too_is_an_offices():
    assert homes(cards(("Jane Grant", (), PHONE), ("John Grant", (), PHONE), ("Bright Ltd", (), PHONE))) == []


def test_one_family_name_at_one_door_is_a_household():
    door = {"street": "1 mill lane", "postcode": "ab1 2cd"}
    book = cards({"name": "Jane Grant", **door}, {"name": "John Grant", **door}, {"name": "Eli Moss", **door})
    assert homes(book) == [[[1], [2]]]


def test_two_cards_that_may_be_one_person_are_no_household():
    book = [
        card(1, "Jane Grant", (), PHONE, apart=[("s", "l")]),
        card(2, "J. Grant", (), PHONE, apart=[("s", "r")]),
    ]
    assert homes(book) == []


def test_the_familys_card_belongs_to_the_home_of_whoever_has_its_phone():
    assert homes(cards(("The Evans Family", (), PHONE), ("Mary Evans", (), PHONE))) == [[[1], [2]]]


def test_a_card_without_a_name_lives_nowhere():
    assert homes(cards(("Jane Grant", (), PHONE), ("John Grant", (), PHONE), ("", (), PHONE))) == [[[1], [2]]]


def test_homes_with_someone_in_common_are_one_home():
    book = cards(
        ("Ann Hill", (), PHONE), ("Ben Hill", (), (PHONE, OTHER_PHONE)), ("Cleo Hill", (), OTHER_PHONE)
    )
    assert homes(book) == [[[1], [2], [3]]]


@given(books(), st.randoms())
@settings(max_examples=60)
def test_the_order_decides_no_household_and_nobody_lives_in_two(book, chance):
    mixed = list(book)
    chance.shuffle(mixed)
    found = homes(book)
    assert homes(mixed) == found
    living = [tuple(group) for home in found for group in home]
    assert len(living) == len(set(living))


def test_who_shares_no_home_key_shares_no_home():
    one, other = card(1, "Jane Grant", (), PHONE), card(2, "John Grant", (), PHONE)
    assert home_keys_of(one) & home_keys_of(other)
    assert not home_keys_of(card(3, "Jane Grant", MAIL))
