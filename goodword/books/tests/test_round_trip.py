"""The books of a business leave as one zip, and read back they are the same books, to the byte."""

import io
import json
from datetime import timedelta

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodword.accounts.crossing import crossings
from goodword.accounts.models import Business, Login, Member, Rules, Source
from goodword.books.canonical import canonical
from goodword.books.numbers import Numbers
from goodword.books.reading import read_back
from goodword.books.tables import tables
from goodword.books.taking import NotNow, Packing
from goodword.desk.forgetting import forget, links_to_people
from goodword.desk.tests.test_forgetting import Filler, ours
from goodword.growth.models import AdSpending, Group, InGroup, InTrial, OwnModel, Trial
from goodword.imports.keeping import undo
from goodword.imports.models import Shape, Upload
from goodword.imports.tests.books import bring, loose_ends
from goodword.imports.tests.test_order import FILES
from goodword.people import hand
from goodword.people.forgetting import forgotten_marks, is_forgotten
from goodword.people.models import Claim, ForgottenWay, Household, Join, Person, SameWord
from goodword.sales.models import Sale

from .moving import inside, stems


def test_the_books_read_back_say_the_same_and_are_taken_along_again_byte_for_byte(cast, at, zip_of):
    stems(cast.business, at)
    first = zip_of(cast.business)
    here = read_back(first, at + timedelta(days=1), again=True)
    assert here != cast.business and canonical(here) == canonical(cast.business)
    assert loose_ends(here) == [] and list(crossings()) == []
    again = inside(zip_of(here, at + timedelta(days=2)))
    assert again == inside(first) and again["manifest"]["files"]["rows/sales.sale.jsonl"]["rows"] > 5
    assert inside(zip_of(cast.business)) == inside(first), "what was taken along stays as it was"


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(names=st.lists(st.sampled_from(sorted(FILES)), min_size=1, unique=True), data=st.data())
def test_whatever_came_in_and_went_out_comes_back_the_same(cast, at, zip_of, names, data):
    with transaction.atomic():
        stems(cast.business, at, names)
        for gone in data.draw(st.sets(st.sampled_from(names), max_size=len(names) - 1)):
            undo(Upload.objects.get(business=cast.business, file=gone), None, at)
        first = zip_of(cast.business)
        here = read_back(first, at, again=True)
        assert canonical(here) == canonical(cast.business) and inside(zip_of(here)) == inside(first)
        transaction.set_rollback(True)


def test_what_the_owner_says_of_groups_money_and_trials_comes_along(cast, at, on, zip_of):
    stems(cast.business, at, ["google.csv"])
    dana = Person.objects.filter(business=cast.business).earliest("pk")
    told = {"business": cast.business, "at": at}
    choir = Group.objects.create(**told, kind=Group.Kind.TOLD, name="Choir")
    InGroup.objects.create(business=cast.business, group=choir, person=dana)
    OwnModel.objects.create(**told, why_pay="The oven.", margin_percent=40, takes={"etsy": 12.5})
    AdSpending.objects.create(
        **told, what="Leaflets", from_on=on, until_on=on, cents=4000, currency="USD", key="k1"
    )
    trial = Trial.objects.create(
        **told, share_percent=50, from_on=on, judged_on=on + timedelta(days=180), salt="s"
    )
    InTrial.objects.create(business=cast.business, trial=trial, person=dana, side=InTrial.Side.LEFT)
    here = read_back(zip_of(cast.business), at, again=True)
    said = canonical(here)
    assert said == canonical(cast.business)
    assert [sum(said[room].values()) for room in ("groups", "figures", "trials")] == [2, 3, 2]


def test_the_same_books_give_the_same_bytes(cast, at, zip_of):
    stems(cast.business, at, ["google.csv", "orders.csv"])
    assert zip_of(cast.business).read_bytes() == zip_of(cast.business).read_bytes()


# Every table -------------------------------------------------------------------------------------


def test_every_table_says_whether_it_leaves_and_what_its_json_holds():
    for model in ours():
        json_columns = {f.name for f in model._meta.concrete_fields if isinstance(f, models.JSONField)}
        has_business = any(field.name == "business" for field in model._meta.concrete_fields)
        if not model.rules.leaves:
            continue
        assert has_business, f"{model._meta.label} is no row of a business: say leaves=False in its rules"
        assert set(model.rules.keys_in) == json_columns, (
            f"{model._meta.label}: say in its rules, keys_in={{column: None}}, that no primary key is inside, "
            "or how those inside are renumbered"
        )


def test_each_table_comes_after_those_it_points_to_and_what_signs_somebody_in_is_not_among_them():
    labels = [table.label for table in tables()]
    for at_place, table in enumerate(tables()):
        assert {one._meta.label for one in table.points_to} <= set(labels[: at_place + 1])
    assert not {
        "accounts.Login",
        "accounts.Passkey",
        "accounts.Link",
        "imports.StagedPart",
    } & set(labels)
    assert isinstance(Shape.rules, Rules) and "imports.Shape" in labels


class TrueFiller(Filler):
    """Where JSON holds keys, true ones."""

    def value(self, field, person):
        if isinstance(field, models.JSONField) and field.model.rules.keys_in.get(field.name):
            claims = list(person.claims.values_list("pk", flat=True))
            notes = list(person.notes.values_list("pk", flat=True))
            words = list(SameWord.objects.filter(business=person.business).values_list("pk", flat=True))
            return {
                "moved": {
                    "people.Claim": claims,
                    "people.Note.person_id": notes,
                    "words": {"before": {"never_ask": False}},
                },
                "replaces": words,
                "args": {"claims": claims, "people": [person.pk]},
                "record": {"name": "x", "made": {"claims": claims, "sales": [["", "", "1"]]}},
            }[field.name]
        return super().value(field, person)


def test_a_row_of_every_table_comes_back_with_all_its_columns(cast, at, on, zip_of):
    dana = hand.add_person(
        cast.business, cast.alice, at, name="Dana Brook", email="d@brook.example", kind="customer"
    )
    eli = hand.add_person(cast.business, cast.hugo, at, name="Eli Stone", phone="+12125550147", kind="ally")
    mia = hand.add_person(cast.business, cast.alice, at, name="Mia Third", kind="ally")
    Person.every.filter(pk=dana.pk).update(is_here=False, joined_into=mia)  # points to one that comes later
    hand.add_note(dana, cast.alice, at, "Likes rye")
    filler = TrueFiller(cast, at, on)
    for table in tables():
        links = links_to_people(table.model)
        if table.model in (Member, Source, Person):
            continue
        if links or not table.model._base_manager.exists():
            filler.fill(table.model, dana, eli)
        if links:
            filler.fill(table.model, eli, mia)
    ForgottenWay.objects.update(by_own_key=True)
    Upload.objects.update(state="here")
    Source.objects.update(until=on)
    Person.every.filter(pk=eli.pk).update(household=Household.objects.get())
    Claim.objects.update(may_mail=False)
    Claim.objects.filter(person=dana).update(told_as=Claim.objects.filter(person=mia).first())
    one, other = Sale.objects.order_by("pk")
    Sale.objects.filter(pk=one.pk).update(twin_of=other)
    empty = [table.label for table in tables() if not table.rows(cast.business.pk).exists()]
    assert empty == []
    first = zip_of(cast.business)
    here = read_back(first, at, again=True)
    assert inside(zip_of(here)) == inside(first) and list(crossings()) == []
    told = inside(first)
    for table in tables():
        rows = [json.loads(line) for line in told[table.file].splitlines()]
        bare = [name for name in table.names if all(row[name] is None for row in rows)]
        assert bare == [], f"{table.label}: nothing is known of these"
    join = Join.objects.filter(business=here).first()
    theirs = set(Person.every.filter(business=here).values_list("claims", flat=True))
    assert join and join.moved["people.Claim"] and set(join.moved["people.Claim"]) <= theirs
    assert join.moved["words"] == {"before": {"never_ask": False}}


def test_a_row_that_points_to_a_later_one_of_its_own_table_does_so_again(cast, at, moved):
    people = [hand.add_person(cast.business, None, at, name=f"P {n}", kind="customer") for n in range(3)]
    Person.every.filter(pk=people[0].pk).update(is_here=False, joined_into=people[2])
    here = moved(cast.business)
    gone = Person.every.get(business=here, is_here=False)
    assert gone.joined_into and (gone.name, gone.joined_into.name) == ("P 0", "P 2")


def test_chunks_do_not_matter(cast, at, zip_of, monkeypatch):
    stems(cast.business, at, ["google.csv", "phone.vcf", "orders.csv", "stripe.csv"])
    first = zip_of(cast.business)
    monkeypatch.setattr("goodword.books.reading.in_chunks", lambda rows, n=3: by_three(rows))
    assert inside(zip_of(read_back(first, at, again=True))) == inside(first)


def by_three(rows):
    from goodword.books.tables import in_chunks

    return in_chunks(rows, 3)


# What stays behind -------------------------------------------------------------------------------


def test_nobody_can_sign_in_with_what_leaves(cast, at, zip_of):
    cast.alice.login.set_password("correct horse battery")
    cast.alice.login.save()
    hand.add_person(cast.business, cast.alice, at, name="Dana", kind="customer")
    text = b"".join(one for one in inside(zip_of(cast.business)).values() if isinstance(one, bytes)).decode()
    assert "corner.example" not in text and cast.alice.login.password not in text
    assert "Alice" in text and "Hugo" not in text, "who did nothing is named nowhere"


def test_who_did_what_is_still_told_and_lets_nobody_in(cast, at, moved, as_):
    dana = hand.add_person(cast.business, cast.alice, at, name="Dana", kind="customer")
    hand.add_note(dana, cast.hugo, at, "Likes rye")
    here = moved(cast.business, cast.charlie.login)
    gone = Member.with_those_who_left.filter(business=here).exclude(left_at=None)
    assert sorted(str(one.login) for one in gone) == ["Alice", "Hugo"]
    assert all(not one.login.is_active and one.login.email is None for one in gone)
    [owner] = Member.objects.filter(business=here)
    assert (owner.login, owner.role) == (cast.charlie.login, "owner")
    page = as_("charlie").get(f"/b/{here.code}/changes/").content.decode()
    assert "Hugo: noted something" in page and "Alice: added a person" in page


def test_a_file_that_waits_to_be_looked_at_stays(cast, at, moved):
    from goodword.imports.receiving import receive

    receive(cast.business, cast.alice, at, "new.csv", io.BytesIO(b"Name\nNora Newcomb\n"))
    here = moved(cast.business)
    assert not Upload.objects.filter(business=here).exists()


def test_nothing_is_taken_while_a_file_comes_in(cast, at):
    Source.objects.create(business=cast.business, kind="file", label="x", at=at, state="coming")
    with pytest.raises(NotNow, match="coming into your books just now"):
        list(Packing(cast.business, at).parts())


def test_who_was_forgotten_stays_forgotten_and_no_secret_leaves(cast, at, zip_of, settings):
    dana = hand.add_person(
        cast.business, cast.alice, at, name="Dana Brook", email="d@brook.example", kind="customer"
    )
    forget(dana, cast.alice, at)
    path = zip_of(cast.business)
    assert settings.SECRET_KEY.encode() not in b"".join(
        one for one in inside(path).values() if isinstance(one, bytes)
    )
    settings.SECRET_KEY = "the secret of another home"
    here = read_back(path, at, again=True)
    assert is_forgotten(forgotten_marks(here.pk), [("email", "d@brook.example")])
    bring(here, "Name,Email\nDana Brook,D@brook.example\nEli Stone,eli@stone.example\n", at)
    assert [person.name for person in Person.objects.filter(business=here)] == ["Eli Stone"]


def test_with_another_secret_beside_the_books_nothing_is_taken_and_it_says_why(cast, at, settings):
    dana = hand.add_person(cast.business, cast.alice, at, name="Dana Brook", kind="customer")
    forget(dana, cast.alice, at)
    settings.SECRET_KEY = "the secret of another home"
    with pytest.raises(NotNow, match="is not the one that these books were kept with"):
        list(Packing(cast.business, at).parts())


def test_marks_of_before_stay_behind_and_are_counted(cast, at, zip_of):
    ForgottenWay.objects.create(business=cast.business, digest="0" * 64, at=at)
    told = inside(zip_of(cast.business))
    assert told["manifest"]["forgotten_left_behind"] == 1 and told["rows/people.forgottenway.jsonl"] == b""


def test_keys_are_found_by_halving(cast, at):
    for n in range(5):
        hand.add_person(cast.business, None, at, name=f"P {n}", kind="customer")
    number = Numbers(cast.business.pk)
    keys = list(Person.every.filter(business=cast.business).order_by("pk").values_list("pk", flat=True))
    assert [number("people.Person", pk) for pk in keys] == [1, 2, 3, 4, 5]
    assert number("people.Person", keys[-1] + 1) is None and number("accounts.Login", 1) is None
    assert Login.objects.exists() and Business.objects.count() == 2
