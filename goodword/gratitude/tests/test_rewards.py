"""A reward from the yes to what is given, and back when a sale is taken back."""

from datetime import date, datetime, timedelta
from typing import Any

from goodword.accounts.jobs import Running
from goodword.accounts.models import Change, Job
from goodword.advocates.jobs import restand
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.gratitude.jobs import rewards
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import restore, settle_rewards
from goodword.gratitude.rewards import find_by_code
from goodword.people.models import Household, Person
from goodword.referrals.models import Evidence, Program
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.overruling import let_the_rule_decide, overrule
from goodword.referrals.redeciding import redecide
from goodword.referrals.setting_programs import end, set_program
from goodword.referrals.tests.test_programs import terms
from goodword.sales.counting import recount_source
from goodword.sales.hand import add_sale, take_away, untell
from goodword.sales.tests.told import a_file, told
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)
State = Reward.State


def bought(cast: Cast, sender: Person, at: datetime, name: str = "Eli Brandt", key: str = "k") -> Any:
    """Somebody came, sent by another, and bought. The sale."""
    came = Came("person", name=name, referrer=sender)
    newcomer = note_newcomer(cast.business, cast.alice, at, came, key)
    sale = add_sale(cast.business, cast.alice, at, person=newcomer.person, cents=1200, key=f"sale {key}")
    redecide(cast.business, {newcomer.person_id})
    return sale


def settled(cast: Cast, on: date, at: datetime) -> dict[str, str]:
    settle_rewards(cast.business, on, at)
    return states(cast)


def states(cast: Cast) -> dict[str, str]:
    return {one.side: one.state for one in Reward.objects.filter(business=cast.business)}


def both(state: str) -> dict[str, str]:
    return {"newcomer": state, "advocate": state}


# Made.


def test_a_yes_makes_one_for_each_side_as_it_was_promised(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    assert settled(cast, on, at) == both("pending")
    by_side = {one.side: one for one in Reward.objects.all()}
    assert (by_side["newcomer"].person, by_side["advocate"].person) == (sale.person, dana)
    assert by_side["newcomer"].promise.words("en") == "a coffee"
    assert (by_side["advocate"].cents, by_side["advocate"].due_on) == (500, on + 14 * DAY)
    assert settle_rewards(cast.business, on, at) == 0
    assert Change.objects.filter(type="reward.created").count() == 2


def test_without_a_program_nothing_is_made(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(cast, dana, at)
    assert settled(cast, on, at) == {}


def test_who_only_came_and_who_came_by_themselves_earn_nothing(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "a")
    add_sale(cast.business, cast.alice, at, person=someone(cast.business, "Noor"), cents=900)
    assert settled(cast, on, at) == {}


def test_a_yes_before_the_first_day_or_after_the_last_earns_nothing(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    program = set_program(cast.business, terms(on + DAY), cast.alice, at, "p")
    bought(cast, dana, at)
    assert settled(cast, on, at) == {}
    end(program, cast.alice, at + 2 * DAY)
    bought(cast, dana, at + 3 * DAY, "Noor Haddad", "late")
    assert settled(cast, on + 3 * DAY, at + 3 * DAY) == {}


def test_what_was_promised_on_the_day_of_the_trace_holds_though_the_terms_changed_since(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    newcomer = note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "a")
    set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "changed")
    add_sale(cast.business, cast.alice, at + 5 * DAY, person=newcomer.person, cents=900)
    redecide(cast.business, None)
    settled(cast, on + 5 * DAY, at + 5 * DAY)
    assert Reward.objects.get(side="newcomer").what == "a coffee"
    bought(cast, dana, at + 6 * DAY, "Noor Haddad", "later")
    settled(cast, on + 6 * DAY, at + 6 * DAY)
    assert Reward.objects.filter(what="a roll").count() == 1


def test_another_business_has_its_own(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    assert settle_rewards(cast.florist, on, at) == 0
    assert not Reward.objects.exists()


# Approved and given.


def test_it_is_approved_when_its_waiting_time_is_over(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    assert settled(cast, on + 13 * DAY, at) == both("pending")
    assert settled(cast, on + 14 * DAY, at) == both("approved")


def test_the_owner_need_not_wait_and_can_think_again(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on, at)
    one = Reward.objects.get(side="advocate")
    assert not one.give(cast.alice, at)
    assert one.approve(cast.alice, at) and not one.approve(cast.alice, at)
    assert one.unapprove(cast.alice, at)
    assert settled(cast, on, at) == both("pending")


def test_given_by_hand_is_given_once_and_has_a_way_back(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    assert one.give(cast.alice, at) and not one.give(cast.hugo, at)
    assert (one.state, one.given_by, one.given_on) == ("given", cast.alice, on)
    assert one.ungive(cast.alice, at) and one.state == "approved"
    types = Change.objects.filter(row=one.code).order_by("pk").values_list("type", flat=True)
    assert list(types) == ["reward.created", "reward.approved", "reward.given", "reward.ungiven"]


def test_a_code_is_found_however_it_is_typed_and_works_once(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    assert one.give_as_code(cast.alice, at)
    code = one.counter_code
    assert len(code) == 8 and not set(code) & set("OILU")
    assert find_by_code(cast.business.pk, f" {code[:4].lower()}-{code[4:]} ") == one
    assert find_by_code(cast.florist.pk, code) is None
    assert find_by_code(cast.business.pk, "") is None
    assert one.use(None, at) and not one.use(None, at)
    assert not one.ungive(cast.alice, at)
    assert one.unuse(cast.alice, at) and one.is_usable
    assert one.ungive(cast.alice, at) and find_by_code(cast.business.pk, code) is None


# Taken back.


def test_money_given_back_takes_back_what_waits(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    gone = take_away(sale, cast.alice, at)
    redecide(cast.business, None)
    assert settled(cast, on, at) == both("reversed")
    assert set(Reward.objects.values_list("why", flat=True)) == {"undone"}
    untell(gone, cast.alice, at)
    redecide(cast.business, None)
    assert settled(cast, on, at) == both("pending")
    assert Reward.objects.count() == 2


def test_a_refund_in_a_shops_file_takes_back_what_waits_and_a_part_of_the_money_does_not(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    eli = note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "k").person
    source = a_file(cast.business)
    told(source, "#1", eli, on=on, goods_cents=1000)
    told(source, "#1-r1", eli, on=on, goods_cents=-400, refund_of="#1")
    recount_source(cast.business, source)
    redecide(cast.business, None)
    assert settled(cast, on, at) == both("pending")
    told(source, "#1-r2", eli, on=on + DAY, goods_cents=-600, refund_of="#1")
    recount_source(cast.business, source)
    redecide(cast.business, None)
    assert settled(cast, on + DAY, at) == both("reversed")


def test_after_a_sale_the_worker_is_asked_only_where_something_is_promised(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    def worked(n: int) -> int:
        bought(cast, dana, at + n * DAY, f"Newcomer {n}", f"k{n}")
        job = Job.objects.filter(name="advocates.restand").latest("pk")
        restand(Running(cast.business, at, job), **job.args)
        asked = list(Job.objects.filter(name="gratitude.rewards", key=job.key))
        for one in asked:
            rewards(Running(cast.business, at, one))
        return len(asked)

    assert worked(0) == 0
    set_program(cast.business, terms(on), cast.alice, at, "program")
    assert worked(1) == 1
    assert Reward.objects.filter(newcomer__name="Newcomer 1").count() == 2


def test_what_was_given_already_is_reversed_in_name_and_its_code_stays_good(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    one.give_as_code(cast.alice, at)
    gone = take_away(sale, cast.alice, at)
    redecide(cast.business, None)
    settled(cast, on + 20 * DAY, at)
    one.refresh_from_db()
    assert (one.state, one.why, one.was_given, one.is_usable) == ("reversed", "undone", True, True)
    assert one.use(None, at)
    untell(gone, cast.alice, at)
    redecide(cast.business, None)
    settled(cast, on + 20 * DAY, at)
    one.refresh_from_db()
    assert one.state == "given"


def test_the_owners_no_stands_until_it_is_taken_back_and_stops_the_code(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    one.give_as_code(cast.alice, at)
    assert one.reverse(cast.alice, at) and not one.is_usable and not one.use(None, at)
    settled(cast, on + 20 * DAY, at)
    one.refresh_from_db()
    assert one.state == "reversed"
    assert restore(one, cast.alice, at) and one.state == "given" and one.is_usable
    assert not restore(one, cast.alice, at)


def test_it_follows_when_the_owner_says_that_another_sent_them(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    walter = someone(cast.business, "Walter Brandt")
    decision = overrule(sale.person, walter, "they told me", cast.alice, at, "d1")
    settled(cast, on, at)
    assert Reward.objects.get(side="advocate").person == walter
    let_the_rule_decide(decision, cast.alice, at)
    settled(cast, on, at)
    assert Reward.objects.get(side="advocate").person == dana
    assert Reward.objects.count() == 2


def test_what_another_was_given_already_is_not_given_twice(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    Reward.objects.get(side="advocate").give(cast.alice, at)
    overrule(sale.person, someone(cast.business, "Walter"), "they told me", cast.alice, at, "d1")
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    assert (one.person, one.state, one.why) == (dana, "reversed", "undone")


def test_nobody_sent_them_takes_both_back(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    overrule(sale.person, None, "walked past", cast.alice, at, "d1")
    assert settled(cast, on, at) == both("reversed")


# Forgetting.


def test_who_is_forgotten_leaves_no_name_and_what_was_earned_by_sending_them_stays(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    forget(sale.person, cast.alice, at)
    settled(cast, on, at)
    by_side = {one.side: one for one in Reward.objects.all()}
    assert (by_side["advocate"].newcomer, by_side["advocate"].state) == (None, "pending")
    assert (by_side["newcomer"].person, by_side["newcomer"].why) == (None, "gone")
    assert settled(cast, on + 14 * DAY, at)["advocate"] == "approved"


def test_what_is_worth_a_look_waits_for_the_owners_word(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    Evidence.objects.update(kind="slip")
    home = Household.objects.create(business=cast.business, name="The Okafors")
    Person.objects.filter(pk__in=[dana.pk, sale.person_id]).update(household=home)
    redecide(cast.business, {sale.person_id})
    assert settled(cast, on + 60 * DAY, at) == both("pending")
    overrule(sale.person, dana, "I know them", cast.alice, at, "d1")
    assert settled(cast, on + 60 * DAY, at) == both("approved")
