"""Whoever asks to be forgotten is nowhere: not in a table, not in the home folder, not in a later file."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from goodword.accounts.models import Business, Login, Member, Rules, Source
from goodword.advocates.models import Standing
from goodword.desk.forgetting import forget, links_to_people
from goodword.gratitude.models import ThankYou
from goodword.imports.models import HeldRow, StagedPart, Upload
from goodword.imports.staging import folder, stage
from goodword.people import hand
from goodword.people.forgetting import forgotten_marks, is_forgotten
from goodword.people.models import Claim, ForgottenWay, Household, Person, Way
from goodword.referrals.models import Evidence
from goodword.sales.models import Sale
from goodword.talks.models import Ask, Hold
from goodword.today.models import Move

from .test_people import add, sell  # noqa: F401  # a fixture
from .test_person import send

NAME, MAIL, PHONE = "Dana Brook", "dana@brook.example", "+12125550147"
# Every way in which a file or a hand may have written them.
TRACES = (
    NAME,
    "dana brook",
    "DANA@Brook.example",
    MAIL,
    PHONE,
    "2125550147",
    "(212) 555-0147",
    "Brook, Dana",
)
NOT_FILLED = (Business, Member, Login, Source, Person, Way, ForgottenWay)


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("goodword.")]


@pytest.fixture
def dana(add):  # noqa: F811
    return add(NAME, email=MAIL, phone=PHONE)


@pytest.fixture
def eli(add):  # noqa: F811
    return add("Eli Stone", email="eli@stone.example")


def found_in_books(*traces):
    """Where one of these stands in any column of any table, read past Django."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = (
                        bytes(value).decode("latin-1")
                        if isinstance(value, (bytes, memoryview))
                        else str(value)
                    )
                    found += [(table, name, text[:80]) for trace in traces if trace.lower() in text.lower()]
    return found


def test_every_table_says_what_becomes_of_it():
    silent = [model._meta.label for model in ours() if not isinstance(getattr(model, "rules", None), Rules)]
    assert not silent, f"say `rules = Rules(on_forget=...)` in {silent}"


def test_what_is_kept_points_to_nobody_and_what_is_unnamed_can_let_go():
    for model in ours():
        links = links_to_people(model)
        rules = model.rules
        assert not (rules.on_forget == "keep" and links), f"{model._meta.label} keeps a link to a person"
        if rules.on_forget == "unname" and links:
            assert any(link.null for link in links), f"{model._meta.label} cannot let go of a person"
        fields = {field.name for field in model._meta.get_fields()}
        assert fields.issuperset(rules.blanks) and fields.issuperset(rules.exported), model._meta.label


class Filler:
    """Makes a row of any table, with the name, the mail and the phone in every place that can hold text."""

    def __init__(self, cast, at, on):
        self.cast, self.at, self.on = cast, at, on
        self.n = 0

    def fill(self, model, person, other=None):
        """A row about `person`; where it has two ends, `other` is the second."""
        self.ends = [person, *[other or person] * 9]
        told = {}
        only = ("note", "tags", "referred_by", "relations") if model is Claim else None
        for field in model._meta.concrete_fields:
            if isinstance(field, models.AutoField) or field.name == "code":
                continue
            may_name = only is None or field.name in only or isinstance(field, models.ForeignKey)
            told[field.name] = self.value(field, person) if may_name else field.get_default()
        if model is Claim:
            told |= {
                "person": person,
                "source": Source.by_hand(person.business_id, None, self.at),
                "at": self.at,
            }
            told |= {"name": person.name, "digest": f"d{self.n}"}
        return model._base_manager.create(**told)

    def value(self, field, person):
        self.n += 1
        if isinstance(field, models.ForeignKey):
            return self.linked(field, person)
        if isinstance(field, models.JSONField):
            return {"who": NAME, NAME: 1, "cells": [MAIL, {"tel": f"call (212) 555-0147 or {PHONE}"}]}
        if isinstance(field, models.BooleanField):
            return False
        if isinstance(field, models.DateTimeField):
            return self.at
        if isinstance(field, models.DateField):
            return self.on
        if isinstance(field, models.BinaryField):
            return f"{NAME},{MAIL},{PHONE}".encode()
        if isinstance(field, (models.CharField, models.TextField)):
            return self.text(field)
        return 1

    def text(self, field):
        if field.choices:
            return next(value for value, _label in field.flatchoices if value)
        if field.name in (
            "digest",
            "signature",
            "currency",
            "room",
            "type",
            "state",
            "vendor",
            "account",
            "format",
        ):
            return f"x{self.n}"[: field.max_length]
        whole = f"{self.n} {NAME}, {MAIL}; {PHONE} or (212) 555-0147, says Brook, Dana."
        fits = [
            text
            for text in (whole, f"{self.n} {NAME}", str(self.n))
            if len(text) <= (field.max_length or 9999)
        ]
        return fits[0]

    def also(self, model, person):
        ends, made = self.ends, self.fill(model, person)
        self.ends = ends
        return made

    def linked(self, field, person):
        model = field.related_model
        if model is field.model:
            return None
        if model is Person:
            return self.ends.pop(0)
        known = {Business: self.cast.business, Member: self.cast.alice, Login: self.cast.alice.login}
        if model in known:
            return known[model]
        if model is Source:
            return Source.by_hand(person.business_id, None, self.at)
        if model is Claim:
            return person.claims.first()
        return model._base_manager.filter(business=self.cast.business).last() or self.also(model, person)


def test_nothing_is_left_of_them_in_any_table_or_in_the_home_folder(cast, dana, eli, add, at, on):  # noqa: F811
    mia = add("Mia Third")
    filler = Filler(cast, at, on)
    for model in ours():
        has_business = any(field.name == "business" for field in model._meta.get_fields())
        if model in NOT_FILLED or not (has_business or model is StagedPart):
            continue
        links = links_to_people(model)
        if links or not model._base_manager.exists():
            filler.fill(model, dana, eli)
        if links and not any(field.one_to_one for field in links):
            filler.fill(model, eli, mia)
        if len(links) > 1:
            filler.fill(model, eli, dana)
    upload = Upload.objects.create(business=cast.business, file="x.csv", digest="x", at=at)
    stage(upload, io.BytesIO(f"Name\n{NAME}\n".encode()))
    tables = {table for table, _column, _text in found_in_books(NAME)}
    assert len(tables) > 20, "the filler must reach the tables"
    forget(dana, cast.alice, at)
    assert found_in_books(*TRACES) == []
    # The books themselves were looked through above, and are not opened beside SQLite (traces_process.py).
    files = [path for path in Path(settings.HOME).rglob("*") if path.is_file() and ".db" not in path.name]
    kept = [path for path in files if NAME.encode() in path.read_bytes()]
    assert kept == [] and not (folder() / upload.code).exists()
    assert set(Person.objects.all()) == {eli, mia} and StagedPart.objects.count() == 0


def test_sales_stay_without_a_name_and_count_as_before(cast, dana, at, on):
    sell(dana, on, at)
    forget(dana, cast.alice, at)
    sale = Sale.objects.get()
    assert sale.person is None and sale.claim is None and sale.goods_cents == 840 and sale.state == "counted"


def test_they_stay_forgotten_at_the_next_import(cast, dana, at):
    forget(dana, cast.alice, at)
    marks = forgotten_marks(cast.business.pk)
    assert is_forgotten(marks, [("email", MAIL)]) and is_forgotten(marks, [("phone", PHONE)])
    assert not is_forgotten(forgotten_marks(cast.florist.pk), [("email", MAIL)])


def test_who_was_joined_into_them_goes_too(cast, dana, add, at):  # noqa: F811
    gone = add("D. Brook-Lowell")
    Person.every.filter(pk=gone.pk).update(is_here=False, joined_into=dana)
    forget(dana, cast.alice, at)
    assert not Person.every.exists() and not Claim.objects.exists()


def test_a_namesake_keeps_name_and_notes(cast, dana, add, at):  # noqa: F811
    other = add(NAME, email="other@brook.example")
    hand.add_note(other, cast.alice, at, f"The other {NAME}, not {MAIL}")
    forget(dana, cast.alice, at)
    other.refresh_from_db()
    assert other.name == NAME and other.notes.get().text == f"The other {NAME}, not …"


def test_a_phone_that_two_share_stays_with_the_other(cast, dana, add, at):  # noqa: F811
    partner = add("Sam Lowell", phone=PHONE)
    forget(dana, cast.alice, at)
    partner.refresh_from_db()
    assert partner.phone == PHONE and partner.ways.get().key == PHONE


def test_thanks_owed_for_sending_them_stay_without_the_name(cast, dana, eli, at, on):
    evidence = send(eli, dana, at, on)
    thank = ThankYou.objects.create(
        business=cast.business,
        person=eli,
        reason="sent",
        newcomer=dana,
        room="referrals",
        row=evidence.code,
        since=on,
        at=at,
    )
    Hold.objects.create(
        business=cast.business, person=eli, why="thanks_due", room="gratitude", row=thank.code
    )
    forget(dana, cast.alice, at)
    thank.refresh_from_db()
    assert thank.newcomer is None and thank.said_at is None and Hold.objects.filter(person=eli).exists()
    assert not Evidence.objects.exists()


def test_open_asks_thanks_and_moves_of_theirs_go(cast, dana, at, on):
    filler = Filler(cast, at, on)
    for model in (Ask, ThankYou, Move, Hold):
        filler.fill(model, dana)
    forget(dana, cast.alice, at)
    assert not (
        Ask.objects.exists() or ThankYou.objects.exists() or Move.objects.exists() or Hold.objects.exists()
    )


def test_words_for_whoever_sent_them_do_not_say_the_first_name(cast, dana, eli, at, on):
    send(eli, dana, at, on)
    move = Filler(cast, at, on).fill(Move, eli)
    Move.objects.filter(pk=move.pk).update(
        words="Hi Eli, Dana told me you sent them.", facts={"newcomer_first": "Dana"}
    )
    forget(dana, cast.alice, at)
    move.refresh_from_db()
    assert move.words == "Hi Eli, someone told me you sent them." and move.facts == {
        "newcomer_first": "someone"
    }


def test_a_stranger_of_that_first_name_is_left_alone(cast, dana, eli, at):
    note = hand.add_note(eli, cast.alice, at, "Knows Dana from the choir")
    forget(dana, cast.alice, at)
    note.refresh_from_db()
    assert note.text == "Knows Dana from the choir"


def test_a_held_row_that_names_them_goes_and_others_stay(cast, dana, at):
    upload = Upload.objects.create(business=cast.business, file="x.csv", digest="x", at=at, state="here")
    for name in (NAME, "Eli Stone"):
        HeldRow.objects.create(
            business=cast.business, upload=upload, line=2, why="who?", cells={"Name": name}, at=at
        )
    forget(dana, cast.alice, at)
    assert HeldRow.objects.get().cells == {"Name": "Eli Stone"}


def test_a_home_of_two_is_a_home_no_more(cast, dana, eli, at):
    home = Household.objects.create(business=cast.business, name="Dana & Eli")
    Person.objects.update(household=home)
    forget(dana, cast.alice, at)
    eli.refresh_from_db()
    assert eli.household is None and not Household.objects.exists()


def test_another_business_keeps_its_own_dana(cast, dana, at):
    theirs = hand.add_person(cast.florist, cast.charlie, at, name=NAME, email=MAIL, kind="customer")
    forget(dana, cast.alice, at)
    theirs.refresh_from_db()
    assert theirs.name == NAME and theirs.email == MAIL


def test_the_page_says_what_goes_and_what_stays_and_wants_a_tick(as_, dana, at, on):
    sell(dana, on, at)
    address = f"/b/corner/people/{dana.code}/forget/"
    page = as_("alice").get(address).content.decode()
    assert "1 sale stays in your books, with no name on it." in page and "Backups made before today" in page
    refused = as_("alice").post(address)
    assert refused.status_code == 422 and "Tick this first" in refused.content.decode()
    assert Person.objects.filter(pk=dana.pk).exists()
    answer = as_("alice").post(address, {"sure": "on"}, follow=True)
    assert "Forgotten, everywhere" in answer.content.decode() and not Person.every.exists()
    assert NAME not in str(answer.client.cookies)
    assert as_("alice").post(address, {"sure": "on"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("hugo", 403), ("bob", 403), ("charlie", 404)])
def test_only_the_owner_forgets(as_, dana, who, status):
    assert as_(who).post(f"/b/corner/people/{dana.code}/forget/", {"sure": "on"}).status_code == status
    assert Person.objects.filter(pk=dana.pk).exists()


def test_while_a_file_comes_in_it_waits_and_says_so(as_, cast, dana, at):
    Source.objects.create(business=cast.business, kind="file", label="x", at=at, state="coming")
    page = as_("alice").post(f"/b/corner/people/{dana.code}/forget/", {"sure": "on"}).content.decode()
    assert "A file is coming into your books just now" in page and Person.objects.filter(pk=dana.pk).exists()


ON_DISK = f"""
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from goodword.accounts.models import Job
from goodword.accounts.opening import open_business
from goodword.desk.forgetting import forget
from goodword.desk.jobs import wipe
from goodword.people import hand
call_command("migrate", verbosity=0)
at = datetime(2026, 3, 2, 9, tzinfo=UTC)
business = open_business("Corner Bakery", country="US", zone="America/New_York", currency="USD", language="en", at=at)
dana = None
for n in range(60):
    person = hand.add_person(business, None, at, name=f"Person {{n}}", email=f"p{{n}}@corner.example", kind="customer")
    if n == 30:
        dana = hand.add_person(business, None, at, name={NAME!r}, email={MAIL!r}, phone={PHONE!r}, kind="customer")
    if dana:
        hand.add_note(dana, None, at, {NAME!r} + " writes from " + {MAIL!r} + " " * n * 9)
        hand.correct(dana, None, at, name={NAME!r} + " " * (n % 2) + "X" * (n % 3), city="Hill")
forget(dana, None, at)
if Job.objects.filter(name="desk.wipe").exists():
    wipe(None)
"""


def test_no_byte_of_them_is_left_in_the_file_of_the_books(tmp_path):
    env = {**os.environ, "GOODWORD_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", ON_DISK], env=env, check=True, timeout=120)
    books = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).lower()
    assert b"person 59" in books, "the others stand there"
    for trace in TRACES:
        assert trace.lower().encode() not in books, trace


def test_a_name_with_accents_is_found_in_text_that_is_json(cast, add, eli, at, on):  # noqa: F811
    zoe = add("Zoë Ärmel")
    send(zoe, eli, at, on)
    signs = {
        "reasons": {"loyalty": [["was_sent", {"name": "Zoë Ärmel"}], ["wishes_well", {"text": "says Zoë"}]]}
    }
    standing = Standing.objects.create(business=cast.business, person=eli, on=on, signs=json.dumps(signs))
    forget(zoe, cast.alice, at)
    told = json.loads(Standing.objects.get(pk=standing.pk).signs)
    assert told["reasons"]["loyalty"] == [
        ["was_sent", {"name": ""}],
        ["wishes_well", {"text": "says someone"}],
    ]
