"""What a business's own history teaches: from its rows, and from nothing that came later."""

from datetime import timedelta

import numpy as np
import pytest

from goodword.accounts.jobs import ask, find_jobs
from goodword.accounts.models import Job
from goodword.accounts.working import work_one
from goodword.advocates.measure import restand
from goodword.advocates.measure.learned import learn, weights_for
from goodword.advocates.measure.past import snapshot
from goodword.advocates.models import Learned, Standing
from goodword.analysis.standing import RULE, SIGNALS
from goodword.people.hand import sort_as
from goodword.people.models import Note
from goodword.referrals.models import Evidence
from goodword.sales.models import Sale

from .history import STRETCH, a_history, moment

NAMES = [signal.name for signal in SIGNALS]


@pytest.fixture
def guests(cast, on):
    return a_history(cast.business, on)


def test_it_learns_who_brings_others_here_and_does_better_than_the_rule(cast, guests, on):
    got = learn(cast.business, on)
    assert got.is_used
    assert got.weights["story_notes"] > 0.5 > 0.15  # the rule's
    assert "story_notes" in got.more and "visits" in got.less
    auc = {name: one["auc"][0] for name, one in got.figures.items()}
    assert auc["learned"] > 0.7 > auc["rule"]
    assert got.figures["learned"]["captured"][0] > got.figures["purchases"]["captured"][0]
    assert (got.n_brought, got.n_who_brought) == (32, 8)


def test_the_list_is_ordered_by_what_was_learned_and_a_regular_stays_at_12_in_100(cast, guests, on):
    restand(cast.business, on)
    before = {one.person_id: one.good for one in Standing.objects.all()}
    learn(cast.business, on)
    restand(cast.business, on)
    after = {one.person_id: one.good for one in Standing.objects.all()}
    with_story, often = guests[0].pk, guests[1].pk
    assert after[with_story] / after[often] > before[with_story] / before[often]
    weights = weights_for(cast.business)
    regular = np.zeros(len(SIGNALS))
    regular[NAMES.index("visits")], regular[NAMES.index("years")] = 10, 1
    assert 1 / (1 + np.exp(-(weights.intercept + weights.log_odds @ regular))) == pytest.approx(0.12)


def test_what_did_no_better_than_the_rule_is_kept_and_not_used(cast, guests, on):
    learn(cast.business, on)
    Learned.objects.update(is_used=False)
    assert weights_for(cast.business) is RULE
    restand(cast.business, on)
    by_rule = dict(Standing.objects.values_list("person", "good"))
    Learned.objects.all().delete()
    assert restand(cast.business, on) == 0
    assert dict(Standing.objects.values_list("person", "good")) == by_rule


def test_with_fewer_than_20_brought_there_is_nothing_to_learn(cast, on):
    a_history(cast.business, on, n=48)  # sixteen have a story, and each sends one
    got = learn(cast.business, on)
    assert (got.n_brought, got.is_used, got.figures, got.weights) == (16, False, {}, {})
    assert weights_for(cast.business) is RULE


def test_a_business_without_anybody_learns_nothing(cast, on):
    got = learn(cast.business, on)
    assert (got.n_brought, got.n_people, got.is_used) == (0, 0, False)


def test_the_same_day_twice_is_one_row_and_the_newest_day_holds(cast, guests, on):
    learn(cast.business, on - timedelta(days=1))
    learn(cast.business, on)
    learn(cast.business, on)
    assert Learned.objects.count() == 2
    assert Learned.newest(cast.business).on == on


def test_another_business_learns_nothing_of_it(cast, guests, on):
    learn(cast.business, on)
    assert learn(cast.florist, on).n_brought == 0
    assert weights_for(cast.florist) is RULE


def test_nothing_that_came_after_the_day_stands_among_the_signs(cast, guests, on):
    cut = on - timedelta(days=STRETCH)
    before = snapshot(cast.business, cut)
    later = cut + timedelta(days=1)
    for one in guests:
        Note.objects.create(
            business=cast.business, person=one, at=moment(later), on=later, text="-", about="access"
        )
        sort_as(one, "ally", cast.alice, moment(later))
    Sale.objects.filter(on__gt=cut).update(goods_cents=9_999_999)
    after = snapshot(cast.business, cut)
    assert after.sizes.tobytes() == before.sizes.tobytes()
    assert after.spent.tobytes() == before.spent.tobytes()


def test_who_was_said_to_wish_us_well_by_then_counts_as_such(cast, guests, on):
    sort_as(guests[0], "ally", cast.alice, moment(on - timedelta(days=STRETCH + 1)))
    got = snapshot(cast.business, on - timedelta(days=STRETCH))
    assert got.sizes[NAMES.index("wishes_well")].sum() == 1


def test_who_came_later_is_not_among_those_read(cast, guests, on):
    sizes = [len(snapshot(cast.business, on - timedelta(days=STRETCH * back))) for back in (4, 3, 2, 1)]
    assert sizes == [96, 104, 112, 120]  # eight newcomers in each stretch


def test_who_was_sent_before_the_day_and_said_yes_after_it_is_no_outcome(cast, guests, on):
    cut = on - timedelta(days=STRETCH)
    assert snapshot(cast.business, cut).brought.sum() == 8
    Evidence.objects.filter(happened_on__gt=cut).update(happened_on=cut)
    assert snapshot(cast.business, cut).brought.sum() == 0


def test_a_file_that_tells_who_and_not_when_is_dated_by_the_first_sale(cast, on):
    a_history(cast.business, on, kind="file")
    cut = on - timedelta(days=STRETCH)
    got = snapshot(cast.business, cut)
    assert got.brought.sum() == 8
    began = moment(cut)
    senders = Evidence.objects.filter(at__lt=began).values("referrer").distinct()
    assert (got.sizes[NAMES.index("n_sent")] > 0).sum() == senders.count()
    assert got.sizes[NAMES.index("was_sent")].sum() == 24


def test_it_is_learned_each_night(cast, guests, at, on):
    assert find_jobs()["advocates.learn"].every_day_at.isoformat() == "03:50:00"
    ask(cast.business, "advocates.learn", on.isoformat(), at)
    while work_one(at):
        pass
    assert Job.objects.get(name="advocates.learn").state == Job.State.DONE
    assert Learned.newest(cast.business).on == on
