"""goodword today: the same list in the terminal."""

from goodword.talks.tests.people import someone
from goodword.today.models import Move

from .books import on_file


def test_it_prints_the_list_that_the_site_shows(terminal, cast, as_):
    on_file(cast, "Priya Natarajan")
    ran = terminal("today", "--business", "corner")
    assert ran.code == 0
    move = Move.objects.get(kind="ask")
    assert "Ask for a good word: Priya Natarajan" in ran.out
    assert " ".join(ran.out.split()).count(" ".join(move.words.split())) == 1
    assert "Text Priya: +12125550123" in ran.out
    page = as_("alice").get("/b/corner/")
    assert [one.key for one in page.context["day"].moves] == list(Move.objects.values_list("code", flat=True))


def test_for_machines_it_keeps_the_promised_keys(terminal, cast):
    priya = on_file(cast, "Priya Natarajan")
    facts = terminal("today", "--business", "corner", "--json", "--on", "2026-03-02").facts
    asked = next(move for move in facts["moves"] if move["kind"] == "ask")
    assert {"kind", "person", "code", "why", "words", "minutes"} <= asked.keys()
    assert (asked["person"], asked["code"], asked["minutes"]) == ("Priya Natarajan", priya.code, 3)
    assert terminal("today", "--business", "corner", "--json", "--on", "2026-03-02").facts == facts


def test_empty_books_have_one_thing_to_do_and_it_has_no_code(terminal, cast):
    facts = terminal("today", "--business", "corner", "--json").facts
    assert [(move["kind"], move["code"]) for move in facts["moves"]] == [("start", None)]


def test_a_day_with_nothing_worth_doing_says_so(terminal, cast):
    someone(cast.business, "Quiet Customer")
    ran = terminal("today", "--business", "corner")
    assert ran.code == 0
    assert "nothing worth doing today. Next list: Wednesday" in ran.out


def test_why_tells_why_somebody_is_not_on_it(terminal, cast):
    quiet = someone(cast.business, "Quiet Customer")
    ran = terminal("today", "--business", "corner", "--why", quiet.code.lower())
    assert ran.code == 0
    assert "Loyal people are asked first" in ran.out
    facts = terminal("today", "--business", "corner", "--why", quiet.code, "--json").facts
    assert facts["code"] == quiet.code
    assert facts["reasons"]


def test_an_unknown_code_is_said_in_words(terminal, cast):
    ran = terminal("today", "--business", "corner", "--why", "NOBODY")
    assert ran.code == 1
    assert "goodword people" in ran.err


def test_two_businesses_and_none_named_is_wrong_use(terminal, cast):
    assert terminal("today").code == 2


def test_asking_why_makes_no_list(terminal, cast):
    quiet = someone(cast.business, "Quiet Customer")
    terminal("today", "--business", "corner", "--why", quiet.code)
    assert not Move.objects.exists()
