"""The tree: stage, picture, list, facts, and what can be taken along."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.accounts.jobs import Running
from goodword.accounts.models import Job, Source
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.desk.tree_words import stage_told
from goodword.people.hand import leave_out
from goodword.people.models import Person
from goodword.referrals.jobs import count
from goodword.referrals.measure import keep
from goodword.referrals.models import Evidence, Referral, TreeCount
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.stages import Progress

As = Callable[..., Any]
HERE = "/b/corner/who-sent-who/tree/"
PICTURE, TABLE = "/b/corner/who-sent-who/tree.svg", "/b/corner/who-sent-who/tree.csv"
DOTS = "/b/corner/who-sent-who/tree.png"
SVG = "{http://www.w3.org/2000/svg}"


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def main(page: Any) -> str:
    """Without what is another on every page: the marks of its forms."""
    return words(page).partition("<main")[2]


def person(cast: Cast, at: datetime, name: str, **more: Any) -> Person:
    told = {
        "kind": "customer",
        "has_bought": True,
        "since": at - timedelta(days=100),
        "sort_name": name,
        **more,
    }
    given = name.partition(" ")[0]
    return Person.every.create(business=cast.business, name=name, given_name=given, **told)


def send(
    referrer: Person, referred: Person, on: date | None = None, state: str = "converted", by: str = "owner"
) -> Referral:
    """With a trace of that day, and a first sale on it; of a file's trace that is not the day of the word."""
    told: dict[str, Any] = {"business": referrer.business, "referrer": referrer, "referred": referred}
    trace = (
        None
        if on is None
        else Evidence.objects.create(
            **told,
            kind=by,
            happened_on=on,
            at=referrer.since,
            source=Source.by_hand(referrer.business_id, None, referrer.since),
            key=f"{referred.pk}",
        )
    )
    return Referral.objects.create(**told, state=state, yes_on=on, evidence=trace)


@pytest.fixture
def bakery(cast: Cast, at: datetime) -> dict[str, Person]:
    """Dana, who never bought, sent Eli and then Ann; Eli sent Sam. Ruth sent Lin."""
    names = ("Dana Okafor", "Eli Brandt", "Ann Silva", "Sam Costa", "Ruth Day", "Lin Wei")
    found = {
        name.partition(" ")[0].lower(): person(cast, at, name, has_bought=name[0] != "D") for name in names
    }
    for sender, newcomer, day in (
        ("dana", "ann", 20),
        ("dana", "eli", 10),
        ("eli", "sam", 25),
        ("ruth", "lin", 28),
    ):
        send(found[sender], found[newcomer], date(2026, 2, day))
    return found


def lines(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_who_stands_alone_is_told_how_to_begin(as_: As, cast: Cast) -> None:
    page = words(as_("alice").get(HERE))
    assert "So far you stand alone" in page and "What to do next" in page and "/b/corner/came/" in page
    assert "The biggest branches" not in page and 'class="tree"' not in page


def test_it_tells_the_stage_and_the_facts(as_: As, bakery: dict[str, Person]) -> None:
    answer = as_("alice").get(HERE)
    page = words(answer)
    assert "It is picking up speed" in page and "3 people sent somebody. 1 of them was sent too." in page
    assert [count for _n, _words, count in answer.context["generations"]] == ["2", "3", "1"]
    branches = [(one.top.name, one.told, one.first.name, one.when) for one in answer.context["branches"]]
    assert branches == [
        ("Dana Okafor", "3 people set in motion", "Eli Brandt", "February 10, 2026"),
        ("Ruth Day", "1 person set in motion", "Lin Wei", "February 28, 2026"),
    ]
    assert [(one.name, n) for one, n in answer.context["never"]] == [("Dana Okafor", "3 people")]
    # Dana after 80 days, Eli, who came when he was sent, after 15, Ruth after 98.
    assert "Known of 3 people so far: after 15, 80 and 98 days. That is too few to say" in page


def test_the_picture_and_the_list_lead_to_everybody(as_: As, bakery: dict[str, Person]) -> None:
    answer = as_("alice").get(HERE)
    page = words(answer)
    for one in bakery.values():
        assert page.count(f'href="/b/corner/people/{one.code}/"') >= 2
    assert "<title>Eli Brandt: February 10, 2026, set 1 person in motion</title>" in page
    assert [item.dot.name for item in answer.context["picture"].items] == [
        "Dana Okafor", "Eli Brandt", "Sam Costa", "Ann Silva", "Ruth Day", "Lin Wei",
    ]  # fmt: skip
    twigs = page.partition('<ul class="twigs">')[2].partition("</details>")[0]
    assert (
        twigs.count("<ul>") + 1 == twigs.count("</ul>") == 4
        and twigs.count("<li>") == twigs.count("</li>") == 6
    )


def test_a_branch_is_looked_at_alone(as_: As, bakery: dict[str, Person]) -> None:
    page = words(as_("alice").get(HERE, {"branch": bakery["eli"].code}))
    assert "The branch of Eli Brandt" in page and "1 person came because of them" in page
    assert "Sam Costa" in page and "Lin Wei" not in page and "One step back: Dana Okafor" in page
    page = words(as_("alice").get(HERE, {"branch": bakery["sam"].code}))
    assert "Nobody is known yet to have come because of them." in page


def test_past_a_thousand_branches_are_opened_one_by_one(as_: As, cast: Cast, at: datetime) -> None:
    many = [
        Person(business=cast.business, name=f"N{n}", given_name=f"N{n}", kind="customer", since=at)
        for n in range(1201)
    ]
    Person.every.bulk_create(many)
    many = list(Person.every.filter(name__startswith="N").order_by("pk"))
    Referral.objects.bulk_create(
        Referral(business=cast.business, referrer=many[0], referred=one, state="qualified")
        for one in many[1:]
    )
    alice = as_("alice")
    page = alice.get(HERE)
    rest = page.context["picture"].items[-1].dot
    assert len(page.context["picture"].dots) <= 1000 and rest.address == f"?branch={many[0].code}"
    page = alice.get(HERE + rest.address)
    rest = page.context["picture"].items[-1].dot
    assert (rest.name, rest.address) == ("1121 more people", f"?branch={many[0].code}&from=79")
    page = alice.get(HERE + rest.address)
    assert page.context["picture"].items[0].dot.name == "N80" and len(page.context["picture"].items) == 80


def test_a_kept_tree_is_told_and_drawn_like_one_counted_on_the_spot(
    as_: As, cast: Cast, bakery: dict[str, Person], on: date, at: datetime, monkeypatch: Any
) -> None:
    person(cast, at, "Sent nobody")
    leave_out(bakery["sam"], cast.alice, at)
    asked = [{}, {"branch": bakery["dana"].code}, {"branch": bakery["sam"].code}, {"from": "1"}]

    def told() -> list[str]:
        pages = [main(as_(who).get(HERE, told)) for who in ("alice", "bob") for told in asked]
        table = b"".join(as_("alice").get(TABLE).streaming_content).decode()  # type: ignore[attr-defined]
        pictures = [words(as_("alice").get(PICTURE, told)) for told in asked]
        return [*pages, *pictures, table]

    on_the_spot = told()
    monkeypatch.setattr("goodword.referrals.counting.MANY", 3)
    assert keep(cast.business, on, at) == 6
    note = '<p class="note">Last counted: March 2, 2026, 4 a.m.</p> '
    kept = told()
    assert sum(note in page for page in kept) == 7  # Bob may not open the branch of somebody left out
    assert [page.replace(note, "") for page in kept] == on_the_spot


def test_a_kept_tree_says_what_is_not_in_it_yet_and_then_has_it(
    as_: As, cast: Cast, on: date, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("goodword.referrals.counting.MANY", 3)
    dana = person(cast, at, "Dana Okafor")
    newcomers = iter("Eli Ann Sam Lin Max Kit".split())

    def someone_came(at: datetime) -> None:
        name = next(newcomers)
        note_newcomer(cast.business, cast.alice, at, Came("person", name=name, referrer=dana), name)

    for _ in range(4):
        someone_came(at)
    assert "5 people" in words(as_("bob").get(HERE)) and not TreeCount.objects.exists()
    [first] = Job.objects.filter(name="referrals.count")
    assert first.run_at == at
    count(Running(cast.business, at, first))
    count(Running(cast.business, at, first))  # twice is once
    assert "is counted again" not in words(as_("bob").get(HERE))
    someone_came(at)
    assert "1 change since then is not in it yet" in words(as_("bob").get(HERE))
    someone_came(at)
    page = words(as_("bob").get(HERE))
    assert "2 changes since then are not in it yet" in page and "5 people" in page and "Max" not in page
    [_first, again] = Job.objects.filter(name="referrals.count").order_by("pk")
    assert timedelta(0) < again.run_at - at < timedelta(minutes=5)
    count(Running(cast.business, again.run_at, again))
    page = words(as_("bob").get(HERE))
    assert "not in it yet" not in page and "7 people" in page and "Max" in page
    assert Job.objects.filter(name="referrals.count").count() == 2


def test_who_was_forgotten_since_it_was_counted_is_nobody(
    as_: As, cast: Cast, bakery: dict[str, Person], on: date, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("goodword.referrals.counting.MANY", 3)
    keep(cast.business, on, at)
    forget(bakery["eli"], cast.alice, at)
    page = words(as_("alice").get(HERE))
    # Sam has sent nobody, and nobody is known any more to have sent Sam.
    assert "Dana Okafor" in page and "Ann Silva" in page and "Eli" not in page and "Sam" not in page
    assert as_("alice").get(HERE, {"branch": bakery["dana"].code}).status_code == 200


def test_only_what_counts_is_drawn(as_: As, cast: Cast, bakery: dict[str, Person], at: datetime) -> None:
    for state in ("pending", "void", "denied"):
        send(bakery["ruth"], person(cast, at, f"Not {state}"), state=state)
    assert "Not " not in words(as_("alice").get(HERE)).replace("Not so", "")


def test_the_day_is_that_of_the_trace_but_not_of_a_file(as_: As, cast: Cast, at: datetime) -> None:
    dana = person(cast, at, "Dana Okafor")
    note_newcomer(
        cast.business,
        cast.alice,
        at,
        Came("person", name="Eli Brandt", referrer=dana, on=date(2026, 2, 1)),
        "k",
    )
    assert 'Eli Brandt</a> <span class="soft small">February 1, 2026' in words(as_("alice").get(HERE))
    Evidence.objects.update(kind="file")
    assert "February 1, 2026" not in words(as_("alice").get(HERE))


def test_who_is_not_sorted_is_named_to_the_owner_alone(
    as_: As, cast: Cast, bakery: dict[str, Person], at: datetime
) -> None:
    leave_out(bakery["eli"], cast.alice, at)
    assert "Eli Brandt" in words(as_("alice").get(HERE))
    for who in ("hugo", "bob"):
        page = words(as_(who).get(HERE)) + words(as_(who).get(PICTURE))
        assert "Eli" not in page and bakery["eli"].code not in page and "Sam Costa" in page
        assert "somebody who is not sorted yet" in page
        assert as_(who).get(HERE, {"branch": bakery["eli"].code}).status_code == 404


def test_bob_may_look_and_takes_no_table(as_: As, bakery: dict[str, Person]) -> None:
    bob = as_("bob")
    page = words(bob.get(HERE))
    assert "Dana Okafor" in page and "tree.csv" not in page
    assert [bob.get(address).status_code for address in (PICTURE, DOTS, TABLE)] == [200, 200, 403]
    assert as_("hugo").get(TABLE).status_code == 403


def test_charlie_cannot_tell_that_it_exists(as_: As, bakery: dict[str, Person]) -> None:
    charlie = as_("charlie")
    assert [charlie.get(address).status_code for address in (HERE, PICTURE, DOTS, TABLE)] == [404] * 4
    florist = HERE.replace("corner", "florist")
    assert charlie.get(florist, {"branch": bakery["dana"].code}).status_code == 404
    assert "Dana" not in words(charlie.get(florist))


@pytest.mark.parametrize("typed", ["-1", "x", "9" * 30, "²", "7"])
def test_nonsense_in_the_address_is_the_whole_tree(as_: As, bakery: dict[str, Person], typed: str) -> None:
    assert len(as_("alice").get(HERE, {"from": typed}).context["picture"].dots) == 6


def test_it_only_reads(as_: As, bakery: dict[str, Person]) -> None:
    assert [as_("alice").post(address).status_code for address in (HERE, PICTURE, DOTS, TABLE)] == [405] * 4


def test_it_asks_the_database_as_often_for_many_as_for_few(
    as_: As, cast: Cast, bakery: dict[str, Person], at: datetime
) -> None:
    alice = as_("alice")
    alice.get(HERE)

    def n_queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            alice.get(HERE)
        return len(told)

    send(bakery["ruth"], person(cast, at, ""))
    few = n_queries()
    for n in range(30):
        send(bakery["eli"] if n % 2 else bakery["ruth"], person(cast, at, ""))
    assert n_queries() == few


def test_the_picture_is_a_file_that_stands_alone(as_: As, bakery: dict[str, Person]) -> None:
    answer = as_("alice").get(PICTURE)
    picture = ElementTree.fromstring(answer.content)
    assert (
        answer["Content-Type"].startswith("image/svg+xml")
        and "corner-tree.svg" in answer["Content-Disposition"]
    )
    texts = [one.text for one in picture.iter(f"{SVG}text")]
    assert "Dana" in texts and texts[-1] == "Corner Bakery: 6 people, March 2, 2026"
    assert not any(one.get("class") or one.get("style") or one.get("href") for one in picture.iter())
    bare = as_("alice").get(PICTURE, {"names": "no"}).content.decode()
    assert "Dana" not in bare and "Corner Bakery" in bare


def test_the_server_draws_a_png_of_it_with_its_own_letters(as_: As, bakery: dict[str, Person]) -> None:
    answer = as_("bob").get(DOTS)
    assert answer["Content-Type"] == "image/png" and "corner-tree.png" in answer["Content-Disposition"]
    picture = answer.content
    assert picture.startswith(b"\x89PNG")
    assert [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)] == [1080, 1152]
    # Names are drawn, and left away: another picture, and a smaller one.
    bare = as_("bob").get(DOTS, {"names": "no"}).content
    assert bare.startswith(b"\x89PNG") and len(bare) < len(picture)
    assert as_("bob").get(DOTS, {"branch": bakery["eli"].code}).content not in (picture, bare)


def test_a_name_cannot_break_the_picture(as_: As, bakery: dict[str, Person]) -> None:
    Person.objects.filter(pk=bakery["dana"].pk).update(name='<b>&"D', given_name='<b>&"D')
    assert "<b>" not in as_("alice").get(HERE).content.decode()
    texts = [
        one.text for one in ElementTree.fromstring(as_("alice").get(PICTURE).content).iter(f"{SVG}title")
    ]
    assert any(text and text.startswith('<b>&"D') for text in texts)
    assert as_("alice").get(DOTS).status_code == 200


def test_the_table_tells_who_was_sent_by_whom(as_: As, bakery: dict[str, Person]) -> None:
    Person.objects.filter(pk=bakery["lin"].pk).update(name="=HYPERLINK(1)")
    answer = as_("alice").get(TABLE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert lines(answer) == [
        ["Name", "Sent By", "Generation", "Day", "Set In Motion"],
        ["Dana Okafor", "", "1", "", "3"],
        ["Ruth Day", "", "1", "", "1"],
        ["Eli Brandt", "Dana Okafor", "2", "2026-02-10", "1"],
        ["Ann Silva", "Dana Okafor", "2", "2026-02-20", "0"],
        ["'=HYPERLINK(1)", "Ruth Day", "2", "2026-02-28", "0"],
        ["Sam Costa", "Eli Brandt", "3", "2026-02-25", "0"],
    ]


@pytest.mark.parametrize(
    ("kind", "title"),
    [("shop", "Never bought, and set"), ("nonprofit", "Never gave, and set"), ("job_seeker", None)],
)
def test_each_kind_of_business_is_spoken_to_in_its_words(
    as_: As, cast: Cast, bakery: dict[str, Person], kind: str, title: str | None
) -> None:
    cast.business.kind = kind
    cast.business.save()
    page = words(as_("alice").get(HERE))
    assert title in page if title else "Never" not in page


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (Progress(1, 0, 0, 0, 0), "when three people send"),
        (Progress(3, 1, 9, 0, 9), "ten or more in 90 days"),
        (Progress(3, 1, 12, 13, 9), "does not get slower"),
        (Progress(3, 1, 12, 3, 1), "1 of them was sent by somebody"),
    ],
)  # fmt: skip
def test_it_says_what_the_next_stage_takes(now: Progress, said: str) -> None:
    assert said in stage_told(now).why


def test_who_sent_who_leads_there(as_: As, cast: Cast, at: datetime) -> None:
    note_newcomer(
        cast.business, cast.alice, at, Came("person", name="Eli", referrer=person(cast, at, "Dana")), "k"
    )
    assert HERE in words(as_("bob").get("/b/corner/who-sent-who/"))
