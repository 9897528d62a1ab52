"""What must be known again later, and stands sealed in the database: who has the database alone cannot use it.

The seal is made from the installation's secret, which stands in the home folder.
"""

import base64
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class WrongSecret(Exception):
    """It was sealed by another secret than the one in this home folder."""


def seal(plain: bytes, purpose: str) -> str:
    return _seal(purpose).encrypt(plain).decode()


def unseal(sealed: str, purpose: str) -> bytes:
    """Raises WrongSecret."""
    from cryptography.fernet import InvalidToken

    try:
        return bytes(_seal(purpose).decrypt(sealed.encode()))
    except InvalidToken:
        raise WrongSecret from None


def _seal(purpose: str) -> "Fernet":  # loaded only where something is sealed
    from cryptography.fernet import Fernet

    own = salted_hmac(f"goodword.{purpose}", "", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(own))
