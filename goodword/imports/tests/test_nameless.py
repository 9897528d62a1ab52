"""Of some buyers a file tells only its own number: neither a name nor an address."""

from itertools import permutations

import pytest

from goodword.accounts.jobs import find_jobs
from goodword.accounts.models import Business, Job
from goodword.accounts.working import work_one
from goodword.books.canonical import canonical
from goodword.people.hand import correct
from goodword.people.models import Person
from goodword.sales.models import Sale
from goodword.talks.limits import Why, may_ask, may_contact

from .books import bring, loose_ends

ORDER = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Phone,Id
#1001,dana@reyes.example,paid,2026-02-20 09:14:02 -0500,USD,12.50,0.00,1.00,13.50,2026-02-20 09:14:02 -0500,1,Rye,12.50,Dana Reyes,,1
"""
PAYMENT = """\
id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Status,Customer ID,Customer Email
ch_1,2026-02-20 14:14:05,13.50,0.00,usd,true,,Paid,cus_1,
"""
CUSTOMER = """\
id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Status,Customer ID,Customer Email
ch_2,2026-02-27 14:14:05,5.00,0.00,usd,true,,Paid,cus_1,dana@reyes.example
"""
FILES = {"order.csv": ORDER, "payment.csv": PAYMENT, "customer.csv": CUSTOMER}


def counted(business):
    rows = Sale.objects.filter(business=business, state=Sale.State.COUNTED).order_by("vendor_id")
    return [(sale.vendor, sale.goods_cents, sale.tax_cents, str(sale.person or "")) for sale in rows]


def test_a_payment_by_a_mere_number_does_not_stand_before_the_order(cast, at):
    bring(cast.business, ORDER, at)
    bring(cast.business, PAYMENT, at)
    assert counted(cast.business) == [("shopify", 1250, 100, "Dana Reyes")]
    nameless = Person.objects.get(business=cast.business, name="")
    assert not nameless.has_bought
    assert loose_ends(cast.business) == []


@pytest.mark.parametrize("names", list(permutations(FILES)))
def test_once_the_number_has_an_address_it_is_somebody_in_any_order_of_the_files(cast, at, names):
    other = Business.objects.create(
        name="Same", country="US", zone="America/New_York", currency="USD", opened_at=at
    )
    for name in FILES:
        bring(cast.business, FILES[name], at, name)
    for name in names:
        bring(other, FILES[name], at, name)
    assert canonical(cast.business) == canonical(other)
    assert [one[:2] for one in counted(other)] == [("shopify", 1250), ("stripe", 500)]


def test_who_has_neither_name_nor_address_is_not_asked_and_not_called_by_a_code(cast, at, on):
    bring(cast.business, PAYMENT, at)
    [nameless] = Person.objects.filter(business=cast.business)
    assert str(nameless) == "no name yet (cus_1)"
    assert may_ask(nameless, on).reason.why == Why.NAMELESS
    assert may_contact(nameless, on).reason.why == Why.NAMELESS


def test_a_name_typed_makes_them_somebody_and_their_payment_counts(cast, at, on):
    anonymous = ORDER.replace("dana@reyes.example", "").replace("Dana Reyes", "")
    bring(cast.business, anonymous, at)
    bring(cast.business, PAYMENT, at)
    assert counted(cast.business) == [("shopify", 1250, 100, "")]
    correct(Person.objects.get(business=cast.business), cast.alice, at, name="Dana Reyes")
    find_jobs()
    while work_one(at):
        pass
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
    assert counted(cast.business) == [("stripe", 1350, 0, "Dana Reyes")]
