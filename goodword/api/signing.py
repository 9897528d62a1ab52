"""Signatures of messages between programs: standardwebhooks.com, and Stripe's own.

Written from the two specifications, with what Python brings: a library would be one more thing to keep for two hashes.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime

BEGINS = "whsec_"
TOLERANCE = 300  # seconds, either way: what is older may be a message that somebody recorded


class BadSignature(Exception):
    """It is not signed with our secret, or not lately."""


def new_secret() -> str:
    return BEGINS + base64.b64encode(secrets.token_bytes(32)).decode()


def sign(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of Standard Webhooks."""
    moment = int(at.timestamp())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": "v1," + _standard(secret, message_id, moment, body),
    }


def check_standard(secret: str, headers: Mapping[str, str], body: bytes, at: datetime) -> None:
    """Raises BadSignature. A sender that is changing its secret sends several signatures."""
    message_id, timestamp, signatures = (
        headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")
    )
    told = [one.removeprefix("v1,") for one in signatures.split() if one.startswith("v1,")]
    _check(told, _standard(secret, message_id, _moment(timestamp, at), body))


def check_stripe(secret: str, header: str, body: bytes, at: datetime) -> None:
    """Stripe-Signature: t=1700000000,v1=... Raises BadSignature."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    timestamp = next((value for name, _eq, value in pairs if name == "t"), "")
    signed = f"{_moment(timestamp, at)}.".encode() + body
    _check(
        [value for name, _eq, value in pairs if name == "v1"],
        hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest(),
    )


def _standard(secret: str, message_id: str, moment: int, body: bytes) -> str:
    key = secret.removeprefix(BEGINS)
    try:
        own = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        own = key.encode()
    signed = f"{message_id}.{moment}.".encode() + body
    return base64.b64encode(hmac.new(own, signed, hashlib.sha256).digest()).decode()


def _moment(timestamp: str, at: datetime) -> int:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        raise BadSignature
    if abs(at.timestamp() - int(timestamp)) > TOLERANCE:
        raise BadSignature
    return int(timestamp)


def _check(told: list[str], right: str) -> None:
    if not any(hmac.compare_digest(one.encode(), right.encode()) for one in told):
        raise BadSignature
