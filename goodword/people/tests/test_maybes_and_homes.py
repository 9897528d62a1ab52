"""Who is who. Cards are written as a file would: a name, then what else it tells."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.people.matching import (
    Reason,
    groups,
    home_keys_of,
    households,
    maybe,
    namesakes,
)

from .cards import MAIL, OTHER_PHONE, PHONE, books, card, cards

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
