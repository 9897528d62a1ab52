"""What Stripe tells, signed: the same payment told by several events, in any order, is one sale."""

import hashlib
import hmac
import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Change, Job
from goodword.accounts.working import work_one
from goodword.api.models import Inlet, StripeTelling
from goodword.desk.forgetting import forget
from goodword.imports.keeping import keep
from goodword.imports.receiving import look_at, receive
from goodword.people.hand import add_person
from goodword.people.models import Claim, Person
from goodword.referrals.models import Evidence, Referral
from goodword.referrals.sharing import make_link
from goodword.sales.hand import mend_sale
from goodword.sales.models import Sale, TwinWord

SECRET = "whsec_of_stripe"
PAID_AT = 1772420000  # 2026-03-02, 02:53 UTC: still the first of March in New York


def stripe_signature(secret, body, at):
    """As Stripe makes it: stripe.com/docs/webhooks#verify-manually."""
    moment = int(at.timestamp())
    told = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={told},v0=ignored"


def event(name, kind, happened=PAID_AT, **object_):
    return {"id": name, "type": kind, "created": happened, "livemode": True, "data": {"object": object_}}


ELI = {"name": "Eli Reed", "email": "eli@reed.example"}
CHECKOUT = event(
    "evt_1", "checkout.session.completed", id="cs_1", created=PAID_AT - 60, amount_total=1500, currency="usd",
    payment_status="paid", payment_intent="pi_1", customer="cus_1", customer_details=ELI, invoice="in_1",
)  # fmt: skip
INVOICE = event(
    "evt_2", "invoice.paid", id="in_1", created=PAID_AT - 60, amount_paid=1500, currency="usd", customer="cus_1",
    customer_email="eli@reed.example", customer_name="Eli Reed", charge="ch_1", payment_intent="pi_1",
    status_transitions={"paid_at": PAID_AT}, lines={"data": [{"description": "Bread club"}]},
)  # fmt: skip


def refunded(name, cents, created, **more):
    told = {"id": "ch_1", "created": PAID_AT, "amount": 1500, "amount_refunded": cents, "currency": "usd"}
    return event(name, "charge.refunded", created, **told, payment_intent="pi_1", billing_details=ELI, **more)


FIRST_BACK = refunded("evt_3", 400, PAID_AT + 86400)
ALL_BACK = refunded("evt_4", 1500, PAID_AT + 2 * 86400)


@pytest.fixture
def inlet(cast, at):
    return Inlet.make(cast.business, cast.alice, "stripe", SECRET, at)


@pytest.fixture
def tell(inlet, as_, at):
    browser = as_(None)

    def told(what, at=at, body=None, signature=None, code=inlet.code):
        body = json.dumps(what).encode() if body is None else body
        header = stripe_signature(SECRET, body, at) if signature is None else signature
        path = f"/api/v1/hooks/stripe/{code}"
        return browser.post(
            path, body, "application/json", HTTP_STRIPE_SIGNATURE=header, **{"goodword.now": at}
        )

    return told


def books():
    """What stands, without codes and moments of arrival."""
    rows = Sale.objects.exclude(state__in=("replaced", "out")).order_by("vendor", "vendor_id")
    return [
        (one.vendor, one.vendor_id, one.state, one.goods_cents, one.currency, str(one.on), one.refund_of)
        + (one.is_refunded, one.what, one.person.name if one.person else "")
        + (("by card",) if one.card else ())
        for one in rows.select_related("person")
    ]


def settle(at):
    """What is left to the worker."""
    from goodword.accounts.jobs import find_jobs

    find_jobs()
    while work_one(at):
        pass
    assert not Job.objects.filter(state="failed").exists()


def test_a_payment_is_one_sale_of_whoever_paid(tell, cast, at):
    answer = tell(CHECKOUT)
    assert (answer.status_code, answer.json()) == (200, {"kept": True, "words": "Kept."})
    settle(at)
    assert books() == [
        ("stripelive", "pi_1", "counted", 1500, "USD", "2026-03-01", "", False, "", "Eli Reed"),
    ]
    [eli] = Person.objects.all()
    assert eli.kind == "customer" and eli.ways.get().key == "eli@reed.example"
    assert Claim.objects.get().vendor_id == "cus_1" and Sale.objects.get().is_gross
    assert Change.objects.filter(type="sale.created").count() == 1


def test_the_same_event_twice_is_once(tell, at):
    tell(CHECKOUT)
    again = tell(CHECKOUT, at=at + timedelta(days=2))
    assert (again.status_code, again.json()) == (200, {"kept": False, "words": "Known already."})
    assert Sale.objects.count() == 1 and Claim.objects.count() == 1


def test_a_refund_told_first_finds_its_sale(tell, at):
    for one in (ALL_BACK, FIRST_BACK, INVOICE, CHECKOUT):
        assert tell(one).json()["kept"]
    settle(at)
    assert books() == ALL_TOLD
    assert Person.objects.count() == 1


ALL_TOLD = [
    ("stripe", "ch_1", "counted", 1500, "USD", "2026-03-01", "", True, "Bread club", "Eli Reed"),
    ("stripe", "ch_1/refund", "counted", -1500, "USD", "2026-03-03", "ch_1", False, "", "Eli Reed"),
]
# A second payment, whose events share no name but that of the invoice, and one that nobody else tells of.
NEXT = event(
    "evt_5", "invoice.paid", id="in_2", created=PAID_AT, amount_paid=900, currency="usd", charge="ch_2",
    customer_email="eli@reed.example", customer_name="Eli Reed", status_transitions={"paid_at": PAID_AT + 9},
)  # fmt: skip
NEXT_BACK = event(
    "evt_6", "charge.refunded", PAID_AT + 5000, id="ch_2", created=PAID_AT + 9, amount=900, amount_refunded=1,
    currency="usd", invoice="in_2", billing_details=ELI,
)  # fmt: skip
LATER_PAID = event(
    "evt_7", "checkout.session.completed", id="cs_3", created=PAID_AT, amount_total=77, currency="usd",
    payment_status="unpaid", payment_intent="pi_3", customer_details=ELI,
)  # fmt: skip
CARD = {"card": {"brand": "visa", "last4": "4242", "fingerprint": "Xt5EWLLDS7FJjR1c", "exp_year": 2030}}
CHARGED = event(
    "evt_8", "charge.succeeded", id="ch_1", created=PAID_AT, amount=1500, amount_captured=1500, amount_refunded=0,
    captured=True, currency="usd", payment_intent="pi_1", billing_details=ELI, payment_method_details=CARD,
)  # fmt: skip
EVENTS = [CHECKOUT, INVOICE, FIRST_BACK, ALL_BACK, NEXT, NEXT_BACK, LATER_PAID, CHARGED]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_order_and_any_number_of_times_gives_the_same_books(tell, data):
    chosen = data.draw(st.lists(st.sampled_from(range(len(EVENTS))), min_size=1, max_size=6, unique=True))
    told = data.draw(st.permutations(chosen + data.draw(st.lists(st.sampled_from(chosen), max_size=3))))
    assert books_after(tell, told) == books_after(tell, sorted(chosen))


def books_after(tell, order):
    with transaction.atomic():
        for n in order:
            assert tell(EVENTS[n]).status_code == 200
        found = books()
        transaction.set_rollback(True)
    return found


def test_the_owners_own_file_tells_the_very_same_sale(tell, cast, at):
    tell(INVOICE)
    tell(ALL_BACK)
    header = "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer Email,Refunded date (UTC)"
    row = "ch_1,2026-03-02 02:53:20,15.00,15.00,usd,Refunded,eli@reed.example,2026-03-04 02:53:20"
    bring(cast, at + timedelta(days=3), f"{header}\n{row}\n")
    assert [(one[1], one[2], one[3], one[5]) for one in books()] == [
        ("ch_1", "counted", 1500, "2026-03-01"),
        ("ch_1/refund", "counted", -1500, "2026-03-03"),
    ]
    assert tell(CHECKOUT, at=at + timedelta(days=4)).json()["kept"]
    assert [one[3] for one in books() if one[2] == "counted"] == [1500, -1500]


def test_before_its_charge_is_known_it_counts_once_beside_the_file(tell, cast, at):
    tell(CHECKOUT)
    settle(at)
    header = "id,Created date (UTC),Amount,Currency,Status,Customer Email"
    bring(cast, at, f"{header}\nch_1,2026-03-02 02:53:20,15.00,usd,Paid,eli@reed.example\n")
    assert sorted((one[0], one[2]) for one in books()) == [("stripe", "counted"), ("stripelive", "twin")]
    tell(INVOICE)
    assert [(one[1], one[2]) for one in books()] == [("ch_1", "counted")]


def bring(cast, at, text):
    keep(
        look_at(receive(cast.business, cast.alice, at, "payments.csv", BytesIO(text.encode())), at),
        cast.alice,
        at,
    )
    settle(at)


def test_what_the_owner_mended_stays_when_its_charge_is_told(tell, cast, at):
    tell(CHECKOUT)
    mend_sale(Sale.objects.get(), cast.alice, at, goods_cents=999)
    TwinWord.objects.create(
        business=cast.business, one="hand\x1f\x1f9", other="stripelive\x1f\x1fpi_1", is_same=False, at=at
    )
    tell(INVOICE, at=at + timedelta(days=1))
    assert [(one[1], one[3]) for one in books()] == [("ch_1", 999)]
    assert TwinWord.objects.get().other == "stripe\x1f\x1fch_1"


@pytest.mark.parametrize(
    ("currency", "amount", "cents"),
    [("jpy", 1500, 1500), ("kwd", 1500, 1500), ("isk", 1500, 15), ("mga", 1500, 1500), ("rsd", 1500, 15)],
)
def test_amounts_are_kept_in_the_currencys_own_small_units(tell, currency, amount, cents):
    told = CHECKOUT["data"]["object"] | {"currency": currency, "amount_total": amount}
    tell(CHECKOUT | {"data": {"object": told}})
    assert (Sale.objects.get().currency, Sale.objects.get().goods_cents) == (currency.upper(), cents)


@pytest.mark.parametrize("how", ["token", "spoken", "metadata"])
def test_an_advocates_link_or_code_that_the_buyer_brought_is_a_trace(tell, cast, at, how):
    dana = add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Brook")
    link = make_link(dana, cast.alice, at)
    told = {"client_reference_id": link.token} if how == "token" else {"metadata": {"goodword": link.spoken}}
    told = {"client_reference_id": link.spoken} if how == "spoken" else told
    for n in range(2):
        tell(CHECKOUT | {"id": f"evt_{n}", "data": {"object": CHECKOUT["data"]["object"] | told}})
    settle(at)
    trace = Evidence.objects.get()
    assert (trace.kind, trace.referrer, trace.lost, str(trace.happened_on)) == (
        "link" if how == "token" else "code",
        dana,
        "",
        "2026-03-01",
    )
    referral = Referral.objects.get()
    assert (referral.referrer, referral.referred.name, referral.state) == (dana, "Eli Reed", "converted")


def test_what_is_nobodys_code_is_let_be(tell, cast, at):
    rose = add_person(cast.florist, cast.charlie, at, name="Rose")
    theirs = make_link(rose, cast.charlie, at).token
    for n, ref in enumerate(("order-4711", theirs)):
        told = CHECKOUT["data"]["object"] | {
            "client_reference_id": ref,
            "invoice": None,
            "id": f"cs_{n}",
            "payment_intent": f"pi_{n}",
        }
        assert tell(CHECKOUT | {"id": f"evt_{n}", "data": {"object": told}}).json()["kept"]
    assert Sale.objects.count() == 2 and not Evidence.objects.exists()


def test_other_events_and_tests_are_answered_and_left_out(tell):
    trial = CHECKOUT | {"data": {"object": CHECKOUT["data"]["object"] | {"amount_total": 0}}}
    for told in (event("evt_9", "customer.created", id="cus_1"), CHECKOUT | {"livemode": False}, trial):
        answer = tell(told)
        assert (answer.status_code, answer.json()["kept"]) == (200, False)
    assert not Sale.objects.exists() and not Person.objects.exists() and not StripeTelling.objects.exists()


@pytest.mark.parametrize("wrong", ["other secret", "old", "of tomorrow", "changed", "missing", "nonsense"])
def test_what_is_not_signed_with_the_secret_lately_is_refused_in_words(tell, at, wrong):
    body = json.dumps(CHECKOUT).encode()
    signature = {
        "other secret": stripe_signature("whsec_other", body, at),
        "old": stripe_signature(SECRET, body, at - timedelta(seconds=301)),
        "of tomorrow": stripe_signature(SECRET, body, at + timedelta(days=1)),
        "changed": stripe_signature(SECRET, body + b" ", at),
        "missing": "",
        "nonsense": "t=\u0661,v1=,,=;v1",
    }[wrong]
    answer = tell(CHECKOUT, body=body, signature=signature)
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert "not signed with the secret" in answer.json()["detail"]
    assert not Sale.objects.exists()


def test_four_minutes_are_no_matter_and_an_old_secret_may_be_signed_with_too(tell, at):
    body = json.dumps(CHECKOUT).encode()
    older = stripe_signature(SECRET, body, at - timedelta(minutes=4))
    moment, right, _ignored = older.split(",")
    assert tell(CHECKOUT, body=body, signature=f"{moment},v1=of_the_other_secret,{right}").json()["kept"]


@pytest.mark.parametrize(
    ("object_", "fields"),
    [
        ({"amount_total": "15.00"}, {"amount_total"}),
        ({"amount_total": -5, "currency": "dollars"}, {"amount_total", "currency"}),
        ({"id": "", "created": None}, {"id", "created"}),
        ({"payment_intent": ["pi"], "customer_details": "Eli"}, {"payment_intent", "customer_details"}),
    ],
)
def test_what_cannot_be_read_is_told_all_at_once(tell, object_, fields):
    answer = tell(CHECKOUT | {"data": {"object": CHECKOUT["data"]["object"] | object_}})
    assert answer.status_code == 422 and {one["field"] for one in answer.json()["errors"]} == fields
    assert not StripeTelling.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"), [(b"{", 400), (b"\xff", 400), (b"[]", 422), (b"[" * 10**5, 400), (b"9" * 5000, 400)]
)
def test_what_is_no_event_is_refused(tell, body, status):
    assert tell(None, body=body).status_code == status


def test_too_much_at_once_is_refused_in_words(tell):
    answer = tell(None, body=b" " * (5 * 1024 * 1024 + 1))
    assert answer.status_code == 413 and "5 MB" in answer.json()["detail"]


def test_charlies_secret_opens_only_charlies_address(tell, cast, at):
    theirs = Inlet.make(cast.florist, cast.charlie, "stripe", "whsec_charlie", at)
    assert tell(CHECKOUT, code=theirs.code).status_code == 400
    assert tell(CHECKOUT, code="NOBODY").status_code == 404


def test_a_closed_address_hears_nothing_and_neither_does_that_of_a_former_owner(tell, inlet, cast, at):
    inlet.close(cast.alice, at)
    assert tell(CHECKOUT).status_code == 404
    Inlet.objects.update(closed_at=None)
    assert tell(CHECKOUT).json()["kept"]
    cast.alice.role = "helper"
    cast.alice.save()
    assert tell(INVOICE).status_code == 404


def test_whoever_was_forgotten_is_not_taken_in_again(tell, cast, at):
    tell(CHECKOUT)
    settle(at)
    forget(Person.objects.get(), cast.alice, at)
    assert tell(INVOICE).json()["kept"]
    assert not Person.every.exists()
    assert [(one[1], one[2], one[9]) for one in books()] == [("ch_1", "counted", "")]


def test_the_secret_is_not_in_the_database(inlet):
    assert SECRET not in str(vars(Inlet.objects.get())) and Inlet.objects.get().own_secret == SECRET
