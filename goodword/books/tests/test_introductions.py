"""Needs, offers and introductions go along when a business moves."""

from goodword.books.canonical import canonical
from goodword.introductions import introducing
from goodword.introductions.noting import close, note
from goodword.people.hand import add_person


def test_what_people_need_and_who_met_whom_comes_along(cast, at, moved):
    dana = add_person(cast.business, cast.alice, at, name="Dana Brook", kind="customer")
    tom = add_person(cast.business, cast.alice, at, name="Tom Reyes", kind="customer")
    need = note(dana, "need", "a plumber", cast.alice, at, "n1")
    offer = note(tom, "offer", "plumbing", cast.alice, at, "o1")
    close(note(tom, "need", "a van", cast.alice, at, "n2"), cast.alice, at)
    pair = introducing.wish(need, offer, cast.alice, at)
    for side in ("one", "other"):
        introducing.ask(pair, side, cast.alice, at)
        introducing.hear(pair, side, "yes", cast.alice, at)
    introducing.make(pair, cast.alice, at)
    introducing.tell(pair, True, "A new sink", cast.alice, at)
    told = canonical(cast.business)["introductions"]
    assert sum(told.values()) == 4 and told == canonical(moved(cast.business))["introductions"]
