"""schemathesis asks whatever the OpenAPI allows, and much that it does not: nothing breaks, and all that is answered
is as it is told."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import count, product
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from goodword.api.models import Inlet
from goodword.api.signing import sign
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.sales.models import Sale

from .test_stripe import stripe_signature

MOST = 20  # examples of each operation, right ones and wrong ones each
SECRETS = {"stripe": "whsec_of_stripe", "sale": "whsec_c2lnbmVk"}
NOTHING_TO_GET_WRONG = {"GET /api/v1/list"}


def signed(environ: dict[str, Any], at: Any) -> None:
    """As the two programs sign what they send."""
    body = environ["wsgi.input"].read()
    environ["wsgi.input"] = BytesIO(body)
    if "/hooks/stripe/" in environ["PATH_INFO"]:
        environ["HTTP_STRIPE_SIGNATURE"] = stripe_signature(SECRETS["stripe"], body, at)
    else:
        for name, value in sign(SECRETS["sale"], "msg_1", at, body).items():
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value


@pytest.fixture
def application(at, request) -> Iterator[Any]:
    """Ours, asked once a second; the test's own connection stays open, as Django's browser for tests has it."""
    from goodword.site.wsgi import application

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    moments = (at + timedelta(seconds=n) for n in count())

    def ours(environ: dict[str, Any], start: Any) -> Any:
        moment = next(moments)
        if "/hooks/" in environ["PATH_INFO"] and environ.get("HTTP_AUTHORIZATION"):
            signed(environ, moment)
        return application(environ | {"goodword.now": moment}, start)

    yield ours
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def told_by_itself(cast, at, application) -> Any:
    add_person(cast.business, cast.alice, at, name="Dana Brook", email="dana@brook.example")
    for kind, secret in SECRETS.items():
        Inlet.make(cast.business, cast.alice, kind, secret, at)

    def schema(*also: int) -> Any:
        """`also`: statuses that what is right may be answered with, beside the usual."""
        config = SchemathesisConfig.from_dict(
            {
                # A NUL never reaches the API: the door of the whole house (BusinessMiddleware) turns it away.
                "generation": {"allow-x00": False},
                # Whose code it is, or that one of three fields is needed, no schema can say: 422 tells it.
                "checks": {
                    "positive_data_acceptance": {
                        "expected-statuses": ["2xx", "3xx", 401, 404, 409, 422, *also]
                    }
                },
            }
        )
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)

    return schema


TYPES = ("checkout.session.completed", "invoice.paid", "charge.refunded", "charge.succeeded")


def with_codes(case: Any, code: str) -> Any:
    """A code drawn by lot is nobody's, and would lead nowhere: now somebody in the books is meant."""
    if case.operation.path.endswith("/hooks") and isinstance(case.body, dict) and case.body.get("url"):
        # An address drawn by lot is none.
        if (
            isinstance(case.body["url"], str)
            and len(case.body["url"]) <= 500
            and case.body["url"].isprintable()
        ):
            case.body["url"] = f"https://shop.example/{len(case.body['url'])}"
    if "/hooks/" in case.operation.path and "{code}" in case.operation.path and case.method == "POST":
        kind = case.operation.path.split("/")[-2]
        case.path_parameters["code"] = Inlet.objects.get(kind=kind).code
        drawn = case.body.get("id") if kind == "stripe" and isinstance(case.body, dict) else None
        if (
            isinstance(drawn, str)
            and len(drawn) % 5
            and isinstance(case.body.get("type"), str)
            and case.body["type"]
        ):
            case.body["type"] = TYPES[len(drawn) % 5 - 1]
        return case
    for told in (case.query, case.path_parameters, case.body):
        for name in ("person", "referrer", "referred", "code") if isinstance(told, dict) else ():
            drawn = told.get(name)
            if isinstance(drawn, str) and drawn.isascii() and drawn.isalnum() and len(drawn) <= 12:
                told[name] = code
    after = (case.query or {}).get("after")
    if isinstance(after, str) and after.isascii() and after.isalnum() and len(after) <= 12:
        del case.query["after"]
    return case


def ask_everything(schema: Any, headers: dict[str, str], expected: set[int] | None = None) -> set[str]:
    """Every operation, with what is right and with what is wrong. Returns what was asked."""
    asked: set[str] = set()
    code = Person.objects.get().code
    drawn = hypothesis.settings(
        max_examples=MOST, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    for found, mode in product(schema.get_all_operations(), GenerationMode):
        operation = found.ok()
        if mode == GenerationMode.NEGATIVE and operation.label in NOTHING_TO_GET_WRONG:
            continue
        asked.add(f"{operation.label} {mode.value}")

        @hypothesis.seed(1)
        @drawn
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            answer = with_codes(case, code).call_and_validate(headers=headers)
            assert answer.status_code < 500
            if expected:
                assert answer.status_code in expected, answer.content

        ask()
    return asked


def test_with_a_key_everything_is_answered_as_told(told_by_itself, key):
    _made, token = key()
    asked = ask_everything(told_by_itself(), {"Authorization": f"Bearer {token}"})
    assert len(asked) == 29


def test_without_a_key_or_a_signature_nothing_is_answered(told_by_itself):
    assert len(ask_everything(told_by_itself(400), {}, {400, 401})) == 29
    assert not Sale.objects.exists()
