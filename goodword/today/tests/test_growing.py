"""What a further file brings is worth doing today, where the list of the morning has nothing left to do."""

from datetime import timedelta

from goodword.imports.tests.books import bring
from goodword.people.models import Person
from goodword.people.sorting import unsorted
from goodword.today.making import make_list
from goodword.today.striking import why_struck

CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nN:Berg;Anna;;;\nEMAIL:anna@berg.example\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Vera Holm\nN:Holm;Vera;;;\nEMAIL:vera@holm.example\nEND:VCARD\n"
)
SALES = "Name,Email,Amount,Date\nAnna Berg,anna@berg.example,9.00,2026-02-20\nVera Holm,vera@holm.example,7.00,2026-02-21\n"
MORE = "BEGIN:VCARD\nVERSION:3.0\nFN:Uma Patel\nN:Patel;Uma;;;\nEMAIL:uma@patel.example\nEND:VCARD\n"


def open_moves(day):
    moves = list(day.moves.all())
    struck = why_struck(day.business, day.on, moves)
    return [move for move in moves if move.state == "open" and move.pk not in struck]


def test_what_was_struck_makes_room_for_what_a_file_brings(cast, on, at):
    bring(cast.business, CARDS, at, "phone.vcf")
    cast.business.minutes = 2  # the morning's list is full with one thing
    cast.business.save()
    day = make_list(cast.business, on, at + timedelta(minutes=1))
    first = open_moves(day)
    assert [move.kind for move in first] == ["sort"]
    later = at + timedelta(hours=1)
    bring(cast.business, SALES, later, "orders.csv")
    bring(cast.business, MORE, later, "more.vcf")
    assert unsorted(cast.business).count() == 1
    assert not open_moves(day)
    day = make_list(cast.business, on, later + timedelta(minutes=1))
    assert open_moves(day)
    assert Person.objects.count() == 3
    codes = set(day.moves.values_list("code", flat=True))
    again = make_list(cast.business, on, later + timedelta(minutes=2))
    assert set(again.moves.values_list("code", flat=True)) == codes
