"""The rule at work on the books: whatever comes and goes, and in whatever order, people are as the rule says."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Source
from goodword.people import closed
from goodword.people.closed import CLAIM_FIELDS, Cards, card, door_of
from goodword.people.hand import add_note, correct, say_consent, sort_as, wrong_way
from goodword.people.homes import households
from goodword.people.joining import settle
from goodword.people.matching import groups
from goodword.people.models import Claim, Household, Join, Person, Way

NAMES = (("Ann", "Lee"), ("A.", "Lee"), ("Alan", "Lee"), ("June", "Lowell"), ("John", "Lowell"), ("", ""))
said = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "mail": st.sampled_from(("", "", "lee@home.example", "lowell@home.example", "info@shop.example")),
        "phone": st.sampled_from(("", "", "+12075550101", "+12075550102")),
        "vendor_id": st.sampled_from(("", "", "", "7", "8")),
        "note": st.sampled_from(("", "bakes")),
        "door": st.booleans(),
    }
)
files = st.lists(st.lists(said, min_size=1, max_size=3), min_size=2, max_size=4)
# Without shrinking: each step writes to the database.
quick = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


class Attempt(Exception):
    """Ends a transaction, so that nothing of it stays."""


def claims_of(business, source, rows):
    """The claims a file would bring: for each, a person whom nobody has seen yet."""
    made = []
    for row in rows:
        given_name, family_name = row["name"]
        told = {
            "given_name": given_name,
            "family_name": family_name,
            "vendor": "phone",
            "vendor_id": row["vendor_id"],
            "note": row["note"],
            "street": "5 Elm St" if row["door"] else "",
            "postcode": "04101" if row["door"] else "",
        }
        claim = Claim.objects.create(
            business=business,
            source=source,
            person=Person.every.create(business=business, since=source.at, is_here=False),
            at=source.at,
            digest=str(abs(hash(repr(sorted(row.items())))))[:32],
            door=door_of(told),
            **told,
        )
        for kind, key in (("email", row["mail"]), ("phone", row["phone"])):
            if key:
                Way.objects.create(
                    business=business, claim=claim, person=claim.person, kind=kind, key=key, value=key
                )
        made.append(claim.pk)
    return made


def a_source(business, at, n=0):
    state = Source.State.HERE
    return Source.objects.create(
        business=business, kind="file", label=f"{n}", at=at + timedelta(minutes=n), state=state
    )


def bring(business, at, rows, n=0):
    source = a_source(business, at, n)
    settle(business.pk, claims_of(business, source, rows), at)
    return source


def take_away(business, at, source):
    claims = Claim.objects.filter(source=source)
    people = set(claims.values_list("person_id", flat=True))
    touched = Cards(business.pk).around(claims.values_list("pk", flat=True))
    claims.delete()
    settle(business.pk, touched, at, people=people)


def cards_here(business):
    rows = Claim.objects.filter(business=business).values(*CLAIM_FIELDS)
    return [
        card(row, Way.objects.filter(claim_id=row["id"]).exclude(key="").values_list("kind", "key"))
        for row in rows
    ]


def assert_as_the_rule_says(business):
    """The people in the books are the groups of all claims; their homes are the homes of these."""
    cards = cards_here(business)
    found = groups(cards)
    person_of = dict(Claim.objects.filter(business=business).values_list("pk", "person_id"))
    in_books = {}
    for claim, person in person_of.items():
        in_books.setdefault(person, []).append(claim)
    assert sorted(map(sorted, in_books.values())) == found
    assert set(Person.objects.filter(business=business).values_list("pk", flat=True)) == in_books.keys()
    for way in Way.objects.filter(business=business):
        assert way.person_id == person_of[way.claim_id]
    should = sorted(sorted({person_of[group[0]] for group in home}) for home in households(cards, found))
    living = {}
    for person, household in Person.every.exclude(household=None).values_list("pk", "household_id"):
        living.setdefault(household, []).append(person)
    assert sorted(map(sorted, living.values())) == [home for home in should if len(home) > 1]
    assert set(Household.objects.values_list("pk", flat=True)) == living.keys()
    hidden = Person.every.filter(business=business, is_here=False)
    assert all(one.joined_into_id and not one.claims.exists() for one in hidden)


@quick
@given(told=files, data=st.data())
def test_whatever_comes_and_goes_people_are_as_the_rule_says(cast, at, told, data):
    business = cast.business
    few = data.draw(st.sampled_from((0, closed.MANY)), label="many")
    try:
        with transaction.atomic(), patch.object(closed, "MANY", few):
            here = []
            for n, rows in enumerate(told):
                here.append(bring(business, at, rows, n))
                if n and data.draw(st.booleans(), label="one goes"):
                    gone = data.draw(st.integers(0, len(here) - 1), label="which")
                    take_away(business, at, here.pop(gone))
                assert_as_the_rule_says(business)
            raise Attempt
    except Attempt:
        pass


ANN = {"name": ("Ann", "Lee"), "mail": "", "phone": "", "vendor_id": "", "note": "", "door": False}


@pytest.fixture
def business(cast):
    return cast.business


def person_named(business, name, **more):
    return Person.objects.get(business=business, name=name, **more)


@pytest.fixture
def two_anns(business, at):
    """One known by her mail, one by her phone: nobody knows that they are one."""
    bring(business, at, [ANN | {"mail": "lee@home.example"}])
    bring(business, at, [ANN | {"phone": "+12075550101"}], 1)
    return person_named(business, "Ann Lee", email="lee@home.example"), person_named(
        business, "Ann Lee", phone="+12075550101"
    )


@pytest.fixture
def both(business, at, two_anns):
    """A file that knows both addresses joins them."""
    return bring(business, at, [ANN | {"mail": "lee@home.example", "phone": "+12075550101"}], 2)


def test_two_who_turn_out_to_be_one_keep_the_elder_address(business, two_anns, both):
    elder, younger = two_anns
    assert person_named(business, "Ann Lee") == elder
    younger.refresh_from_db()
    assert younger.joined_into == elder and not younger.is_here


def test_what_was_noted_on_either_goes_along_and_comes_back_to_the_letter(business, at, two_anns):
    elder, younger = two_anns
    note = add_note(younger, None, at, "bakes on Sundays")
    sort_as(younger, "ally", None, at)
    say_consent(younger, "never", None, at)
    both = bring(business, at, [ANN | {"mail": "lee@home.example", "phone": "+12075550101"}], 2)
    elder.refresh_from_db()
    note.refresh_from_db()
    assert (note.person, elder.kind, elder.never_ask) == (elder, "ally", True)
    take_away(business, at, both)
    elder.refresh_from_db()
    younger.refresh_from_db()
    note.refresh_from_db()
    assert (note.person, elder.kind_said, elder.never_ask) == (younger, "", False)
    assert (younger.kind, younger.never_ask, younger.joined_into) == ("ally", True, None)


def test_who_comes_apart_twice_is_not_given_one_address_twice(business, at):
    # Three on one mail while no names tell them apart; then each turns out to be somebody.
    rows = [
        ANN | {"name": ("", ""), "mail": "lee@home.example", "vendor_id": number}
        for number in ("7", "8", "9")
    ]
    first = bring(business, at, rows[:1])
    bring(business, at, rows[1:], 1)
    names = [("Ann", "Lee"), ("Alan", "Lee"), ("June", "Lowell")]
    for n, (row, name) in enumerate(zip(rows, names, strict=True)):
        bring(business, at, [row | {"name": name, "mail": ""}], 2 + n)
    assert_as_the_rule_says(business)
    take_away(business, at, first)
    assert_as_the_rule_says(business)


def test_what_the_owner_typed_holds_somebody_whose_file_is_undone(business, at, cast):
    source = bring(business, at, [ANN | {"mail": "lee@home.example"}])
    ann = person_named(business, "Ann Lee")
    correct(ann, cast.alice, at, organisation="Hill School")
    take_away(business, at, source)
    ann.refresh_from_db()
    assert ann.is_here and ann.organisation == "Hill School" and ann.email == ""


def test_a_note_holds_somebody_whose_file_is_undone(business, at, cast):
    source = bring(business, at, [ANN | {"mail": "lee@home.example"}])
    add_note(person_named(business, "Ann Lee"), cast.alice, at, "bakes on Sundays")
    take_away(business, at, source)
    assert person_named(business, "Ann Lee").notes.count() == 1


def test_who_was_joined_goes_with_the_one_they_were_joined_to(business, at, two_anns, both):
    for source in Source.objects.filter(business=business):
        take_away(business, at, source)
    assert not Person.every.filter(business=business).exists()
    assert not Join.objects.exists()


def test_the_same_record_in_a_later_export_is_the_same_person(business, at):
    couple = [
        ANN | {"name": ("June", "Lowell"), "phone": "+12075550101"},
        ANN | {"name": ("John", "Lowell"), "phone": "+12075550101"},
        ANN,
    ]
    bring(business, at, couple)
    # Their shared phone joins nobody, and Ann has none: it is the record that is known again.
    bring(business, at, [couple[0] | {"note": "bakes"}, *couple[1:]], 1)
    assert Person.objects.filter(business=business).count() == 3


def test_two_of_one_name_stay_two(business, at):
    bring(business, at, [ANN, ANN | {"note": "bakes"}])
    assert Person.objects.filter(business=business, name="Ann Lee").count() == 2


def test_one_who_moves_out_leaves_no_empty_home(business, at):
    bring(business, at, [ANN | {"name": ("June", "Lowell"), "door": True}])
    john = bring(business, at, [ANN | {"name": ("John", "Lowell"), "door": True}], 1)
    assert Household.objects.get().name == "John & June Lowell"
    take_away(business, at, john)
    assert not Household.objects.exists()


def test_an_address_that_is_not_theirs_any_more_joins_nobody_new_and_splits_nobody(business, at, cast):
    bring(business, at, [ANN | {"mail": "lee@home.example"}])
    bring(business, at, [ANN | {"name": ("A.", "Lee"), "mail": "lee@home.example"}], 1)
    ann = person_named(business, "Ann Lee")
    assert ann.claims.count() == 2
    way = ann.ways.first()
    wrong_way(way, cast.alice, at)
    bring(business, at, [ANN | {"name": ("", ""), "mail": "lee@home.example"}], 2)
    settle(business.pk, Claim.objects.values_list("pk", flat=True), at)
    assert ann.claims.count() == 2
    assert Person.objects.filter(business=business).count() == 2
    wrong_way(way, cast.alice, at, is_wrong=False)
    settle(business.pk, [way.claim_id], at)
    assert ann.claims.count() == 3
    assert Person.objects.filter(business=business).count() == 1


def test_two_numbers_of_one_vendor_are_not_one_record_told_again(business, at):
    """A phone that Jane has too joins nobody; the vendor says itself that there are two of them."""
    jack = ANN | {"name": ("Jack", "Lee"), "phone": "+12075550144"}
    bring(business, at, [ANN | {"name": ("Jane", "Lee"), "phone": "+12075550144"}])
    bring(business, at, [jack | {"vendor_id": "7"}, jack | {"vendor_id": "8"}], 1)
    assert Person.objects.filter(business=business).count() == 3
