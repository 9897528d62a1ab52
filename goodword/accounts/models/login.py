"""Who signs in, and with what."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from goodword.lib.codes import new_code

from .row import Rules


def new_salt() -> str:
    return new_code(16)


class LoginManager(BaseUserManager["Login"]):
    def create_user(self, email: str | None = None, password: str | None = None, **more: Any) -> "Login":
        login = self.model(email=email.strip().lower() if email else None, **more)
        login.set_password(password)
        login.save(using=self._db)
        return login


class Login(AbstractBaseUser):
    """A person who signs in. The first one comes by the link in the terminal and may have no mail yet."""

    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    signed_out = models.CharField(max_length=16, default=new_salt)  # changed: every session but this one ends

    USERNAME_FIELD = "email"
    objects: ClassVar[LoginManager] = LoginManager()
    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    def __str__(self) -> str:
        return self.name or self.email or _("the owner")

    def call(self, name: str) -> None:
        """Gives the login a name; an empty one changes nothing."""
        if name.strip():
            self.name = name.strip()[:80]
            self.save(update_fields=["name"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own knows the password only, and who came by a link or a passkey has none.
        said = f"{self.password} {self.signed_out}"
        return salted_hmac("goodword.session", said, secret=secret, algorithm="sha256").hexdigest()

    def sign_out_elsewhere(self) -> None:
        """Ends every session; the view keeps the one it is in."""
        self.signed_out = new_salt()
        self.save(update_fields=["signed_out"])


class Passkey(models.Model):
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField(max_length=4096)
    sign_count = models.PositiveBigIntegerField(default=0)
    label = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    def __str__(self) -> str:
        return self.label


class SignInTry(models.Model):
    """One try that failed. Kept a day: sign-in slows down by these and never locks."""

    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=64)  # a keyed hash of the network address
    account = models.CharField(max_length=64)  # a keyed hash of what was typed as the e-mail

    rules: ClassVar[Rules] = Rules(on_forget="keep", leaves=False)

    class Meta:
        indexes = [models.Index(fields=["address", "at"]), models.Index(fields=["account", "address", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
