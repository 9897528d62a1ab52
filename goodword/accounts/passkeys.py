"""Passkeys: signing in with a fingerprint, a face or a key. Offered only where browsers give them out:
over https under the public address, or on localhost.

webauthn is imported inside the functions: it takes memory that most days nobody needs.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .models import Login, Passkey

CHALLENGE = "passkey_challenge"


class NotAccepted(Exception):
    """The answer of the browser proves nothing. Why is told to the log, not to whoever tries."""


def site_of(request: HttpRequest) -> tuple[str, str] | None:
    """What a passkey is bound to, as (domain, origin); None where there can be none.

    Behind a public address it is that one, whatever the browser says; else only this very computer.
    """
    if settings.PUBLIC_URL:
        return (
            (urlsplit(settings.PUBLIC_URL).hostname or "", settings.PUBLIC_URL) if settings.SECURE else None
        )
    host = request.get_host()
    return ("localhost", f"http://{host}") if host.partition(":")[0] == "localhost" else None


def begin_new(request: HttpRequest, login: Login, domain: str) -> str:
    """What the browser is asked to make, as JSON. The challenge waits in the session."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=domain,
        rp_name="Goodword",
        user_id=salted_hmac("goodword.passkey", str(login.pk), algorithm="sha256").digest(),
        user_name=login.email or login.name or "Goodword",
        user_display_name=str(login),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=bytes(key.credential_id)) for key in login.passkeys.all()
        ],
    )
    _remember(request.session, options.challenge)
    return options_to_json(options)


def keep_new(
    request: HttpRequest, login: Login, answer: Mapping[str, Any], label: str, at: datetime
) -> Passkey:
    """Keeps the passkey that the browser made. Raises NotAccepted."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    domain, origin = _site(request)
    try:
        made = verify_registration_response(
            credential=dict(answer),
            expected_challenge=_remembered(request.session),
            expected_rp_id=domain,
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise NotAccepted(str(problem)) from problem
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                login=login,
                credential_id=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                label=label.strip()[:60] or f"{at:%Y-%m-%d}",
                made_at=at,
            )
    except IntegrityError as problem:
        raise NotAccepted("that passkey is kept already") from problem


def begin_sign_in(request: HttpRequest, domain: str) -> str:
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    # No list of passkeys is handed out: the browser knows its own, and nobody learns who has one here.
    options = generate_authentication_options(
        rp_id=domain, user_verification=UserVerificationRequirement.REQUIRED
    )
    _remember(request.session, options.challenge)
    return options_to_json(options)


def login_by_passkey(request: HttpRequest, answer: Mapping[str, Any], at: datetime) -> Login:
    """Whose passkey answered. Raises NotAccepted."""
    from webauthn import base64url_to_bytes, verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    domain, origin = _site(request)
    try:
        named = base64url_to_bytes(str(answer["rawId"]))
        key = (
            Passkey.objects.select_related("login").filter(credential_id=named, login__is_active=True).first()
        )
        if key is None:
            raise NotAccepted("a passkey that is not kept here")
        proved = verify_authentication_response(
            credential=dict(answer),
            expected_challenge=_remembered(request.session),
            expected_rp_id=domain,
            expected_origin=origin,
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise NotAccepted(str(problem)) from problem
    key.sign_count, key.used_at = proved.new_sign_count, at
    key.save(update_fields=["sign_count", "used_at"])
    return key.login


def _site(request: HttpRequest) -> tuple[str, str]:
    site = site_of(request)
    if site is None:
        raise NotAccepted("no passkeys at this address")
    return site


def _remember(session: SessionBase, challenge: bytes) -> None:
    session[CHALLENGE] = challenge.hex()


def _remembered(session: SessionBase) -> bytes:
    """The challenge, which is good for one answer."""
    challenge = session.pop(CHALLENGE, None)
    if challenge is None:
        raise NotAccepted("nothing was asked")
    return bytes.fromhex(challenge)
