"""Signing in slows down after wrong tries, and never locks.

What is typed wrong is counted per address, and per account and address; so a stranger's guesses never keep
anybody else out: other addresses go on at once, as does who is signed in or has the terminal's link.
"""

import ipaddress
import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .models import SignInTry

COUNTED = timedelta(hours=12)  # tries older than this are forgiven
FREE_FOR_ONE = 4  # a password typed wrong a few times is everyday
FREE_FOR_ADDRESS = 20  # a whole office may sit behind one address
LONGEST_FOR_ONE = 60.0  # seconds; 1,440 guesses a day find no password of ten letters
LONGEST_FOR_ADDRESS = 15.0


@transaction.atomic
def begin_try(address: str, email: str, at: datetime) -> "SignInTry | int":
    """The try, counted already (so that many at once count too), or how many seconds to wait first.

    A try that comes too early is not counted: who waits as told always gets a turn.
    """
    where, who = keyed(address), keyed(email.strip().lower())
    recent = SignInTry.objects.filter(address=where, at__gt=at - COUNTED)
    wait = max(
        _left(recent.filter(account=who), at, FREE_FOR_ONE, LONGEST_FOR_ONE),
        _left(recent, at, FREE_FOR_ADDRESS, LONGEST_FOR_ADDRESS),
    )
    return wait or SignInTry.objects.create(at=at, address=where, account=who)


def was_right(tried: SignInTry) -> None:
    """The tries of that account from that address are forgotten; those at other accounts are not."""
    SignInTry.objects.filter(address=tried.address, account=tried.account).delete()


def _left(tries: "QuerySet[SignInTry]", at: datetime, free: int, longest: float) -> int:
    """Whole seconds until the next try, 0 if it may come now: 2, 4, 8 ... after the free ones."""
    times = list(tries.order_by("-at").values_list("at", flat=True)[: free + 10])
    if len(times) < free:
        return 0
    pause = min(longest, 2.0 ** (len(times) - free + 1))
    return max(0, math.ceil(pause - (at - times[0]).total_seconds()))


def keyed(text: str) -> str:
    """Addresses and what was typed are kept as keyed hashes only: a copied database tells nothing."""
    return salted_hmac("goodword.slowing", text, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    return address_in(request.META)


def address_in(meta: Mapping[str, str]) -> str:
    """Who asks, as far as we can trust it: each proxy in front adds one address at the end of the line."""
    address = meta.get("REMOTE_ADDR", "")
    line = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXIES and len(line) >= settings.PROXIES:
        address = line[-settings.PROXIES]
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address[:64]
    if found.version == 6 and not found.ipv4_mapped:
        # A household has a whole /64: counting single addresses would count nothing.
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found.ipv4_mapped or found) if found.version == 6 else str(found)
