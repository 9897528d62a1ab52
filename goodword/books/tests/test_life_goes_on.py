"""What was begun before the books moved goes on after: undo, splitting, deciding, jobs."""

import inspect
import io
from datetime import timedelta

from goodword.accounts.jobs import ask, find_jobs
from goodword.accounts.models import Business, Job
from goodword.accounts.models.job import KEYS_IN_ARGS
from goodword.accounts.working import work_one
from goodword.books.canonical import canonical
from goodword.imports.held import can_be_taken_back, decide, take_back
from goodword.imports.keeping import undo
from goodword.imports.models import HeldRow, Upload
from goodword.imports.tests.books import bring, loose_ends
from goodword.imports.tests.test_order import FILES
from goodword.people import hand
from goodword.people.models import Person, SameWord
from goodword.people.same import claims_of, merge
from goodword.people.same import take_back as take_word_back
from goodword.referrals.settling import resettle
from goodword.sales.models import Sale

from .moving import stems


def test_a_file_brought_before_is_undone_after(cast, at, moved):
    stems(cast.business, at)
    here = moved(cast.business)
    for business in (cast.business, here):
        undo(Upload.objects.get(business=business, file="orders.csv"), None, at + timedelta(days=2))
        undo(Upload.objects.get(business=business, file="phone.vcf"), None, at + timedelta(days=2))
    assert canonical(here) == canonical(cast.business) and loose_ends(here) == []
    assert not Sale.objects.filter(business=here, source__label="orders.csv").exists()


def test_the_same_file_later_adds_nothing_and_a_new_one_gives_the_same_books(cast, at, moved):
    stems(cast.business, at, ["google.csv", "orders.csv"])
    here = moved(cast.business)
    before = canonical(here)
    from goodword.imports.keeping import keep
    from goodword.imports.receiving import receive

    again = receive(here, None, at, "orders.csv", io.BytesIO(FILES["orders.csv"].encode()))
    keep(again, None, at)
    assert again.state == Upload.State.SAME and canonical(here) == before
    for business in (cast.business, here):
        bring(business, FILES["later.csv"], at + timedelta(days=3), "later.csv")
        bring(business, FILES["guests.csv"], at + timedelta(days=3), "guests.csv")
    assert canonical(here) == canonical(cast.business) != before


def test_two_made_one_are_two_again_with_all_that_was_theirs(cast, at, moved):
    dana = hand.add_person(
        cast.business, None, at, name="Dana Brook", email="d@brook.example", kind="customer"
    )
    other = hand.add_person(cast.business, None, at, name="Dee Brook", phone="+12125550147", kind="ally")
    for person in (dana, other):
        hand.add_note(person, None, at, f"about {person.name}")
    apart = canonical(cast.business)
    word = merge(dana, other, None, at)
    resettle(cast.business, claims_of(word), at)
    here = moved(cast.business)
    assert canonical(here) == canonical(cast.business) != apart
    [word] = SameWord.objects.filter(business=here)
    claims = claims_of(word)
    take_word_back(word, None, at)
    resettle(here, claims, at)
    assert canonical(here) == apart


def test_a_word_that_gave_way_stands_again(cast, at, moved):
    from goodword.people.same import tell_apart

    one = hand.add_person(
        cast.business, None, at, name="Dana Brook", email="d@brook.example", kind="customer"
    )
    two = hand.add_person(cast.business, None, at, name="Dee Brook", phone="+12125550147", kind="ally")
    tell_apart(one, two, None, at)
    merge(one, two, None, at)
    here = moved(cast.business)
    newest = SameWord.objects.get(business=here, is_same=True)
    take_word_back(newest, None, at)
    assert SameWord.objects.get(business=here, is_same=False).taken_back_at is None


HELD = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Phone,Id
#1001,lowell@home.example,paid,2026-02-20 09:14:02 -0500,USD,12.50,0.00,0.00,12.50,2026-02-20 09:14:02 -0500,1,Rye,12.50,John Lowell,,1
#1002,june@home.example,paid,2031-02-25 09:14:02 -0500,USD,8.00,0.00,0.00,8.00,2031-02-21 09:14:02 -0500,2,Rolls,4.00,June Lowell,,2
"""


def test_a_held_row_is_decided_after_and_one_decided_before_is_taken_back(cast, at, moved):
    bring(cast.business, HELD, at, "orders.csv")
    here = moved(cast.business)
    [row] = HeldRow.objects.filter(business=here)
    decide(row, "kept", None, at)
    assert Sale.objects.filter(business=here).count() == 2
    further = moved(here)
    [row] = HeldRow.objects.filter(business=further)
    made = row.record["made"]["claims"]
    assert Person.objects.filter(business=further, claims__in=made).exists() and can_be_taken_back(row)
    assert take_back(row, None, at) and Sale.objects.filter(business=further).count() == 1
    assert Sale.objects.filter(business=here).count() == 2


def test_what_a_job_had_still_to_do_is_done_there(cast, at, moved):
    one = hand.add_person(
        cast.business, cast.alice, at, name="Dana Brook", email="d@brook.example", kind="customer"
    )
    two = hand.add_person(cast.business, cast.alice, at, name="Dee Brook", phone="+12125550147", kind="ally")
    word = merge(one, two, cast.alice, at)
    ask(cast.business, "referrals.resettle", "word", at, claims=claims_of(word))
    ask(cast.business, "sales.recount", "soon", at + timedelta(days=3))
    ask(cast.business, "imports.look", "x", at, upload="AAAAAAAAAAAA", member=cast.alice.pk)
    Job.objects.filter(name="referrals.resettle").update(state="running", tries=2, beat_at=at)
    ask(cast.business, "today.make", "2026-03-02", at)
    Job.objects.filter(name="today.make").update(state="done")
    here = moved(cast.business)
    assert Person.objects.filter(business=here).count() == 2
    told = Job.objects.filter(business=here).order_by("name").values_list("name", "state", "tries", "run_at")
    assert list(told) == [
        ("referrals.resettle", "waiting", 0, at), ("sales.recount", "waiting", 0, at + timedelta(days=3))
    ]  # fmt: skip
    Job.objects.filter(business=cast.business).delete()
    find_jobs()
    assert work_one(at).state == "done"
    assert Person.objects.filter(business=here).count() == 1 and loose_ends(here) == []


def test_every_job_says_which_of_its_arguments_are_keys():
    given = {
        name for known in find_jobs().values() for name in list(inspect.signature(known.work).parameters)[1:]
    }
    # The code of a file and the name of a figure go along as they are; the code of a hook stays behind with it, and
    # its job finds nothing to do.
    assert given - {"upload", "hook", "figure"} == set(KEYS_IN_ARGS), (
        "say in accounts/models/job.py of what table they are keys"
    )


def test_no_job_begins_while_its_business_is_still_being_read(cast, at):
    ask(cast.business, "sales.recount", "x", at)
    Business.objects.filter(pk=cast.business.pk).update(is_here=False)
    find_jobs()
    assert work_one(at) is None
