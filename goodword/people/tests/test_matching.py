"""Who is who. Cards are written as a file would: a name, then what else it tells."""

import pytest

from goodword.people.matching import (
    groups,
)

from .cards import MAIL, OTHER_MAIL, OTHER_PHONE, PHONE, card, cards

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
