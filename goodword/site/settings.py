"""Settings. Everything an installation may choose comes from the environment, or from the file settings.env in the
home folder: lines like NAME=value, all but GOODWORD_HOME. What the environment says goes before the file, and what is
empty there is not set.

GOODWORD_HOME   the one folder with the books, the secret and staged files (default: goodword in the user's home)
DATABASE_URL    postgresql://... instead of SQLite in the home folder
GOODWORD_URL    the public address, https://...; the only source of links
GOODWORD_SMTP   smtp://user:password@host:587?from=us@example.org (smtps:// for TLS from the start; else STARTTLS);
                without it nothing is sent. `from` is only needed where the user is no mail address
GOODWORD_HOOKS_INSIDE  programs of your own network that owners may have told, like localhost:5678 10.0.0.5:443
                without it only public addresses are, by https
GOODWORD_PROXIES  how many trusted proxies stand in front (default 0)
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from csp.constants import NONCE, NONE, SELF

from goodword.site.home import home_folder, secret_key
from goodword.site.told import address_told, public_address, what_was_told

try:
    # SQLite 3.7.0 to 3.51.2 can lose a write in WAL mode with two writers; Python's own is older than the mend.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:
    pass

HOME: Path = home_folder()
SECRET_KEY = secret_key(HOME)
told = what_was_told(HOME)
DEBUG = os.environ.get("GOODWORD_DEBUG") == "1"
PUBLIC_URL = public_address(told.get("GOODWORD_URL", ""))
if not (told.get("GOODWORD_PROXIES") or "0").isdecimal():
    raise SystemExit("GOODWORD_PROXIES says how many proxies stand in front. It should be a number, like 1.")
PROXIES = int(told.get("GOODWORD_PROXIES") or "0")
HOOKS_INSIDE = tuple(told.get("GOODWORD_HOOKS_INSIDE", "").split())
SECURE = PUBLIC_URL.startswith("https://")
# Host headers are never a source of links, so any may come in; who may reach us is --host's and the firewall's matter.
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "goodword.web",
    "goodword.accounts",
    "goodword.people",
    "goodword.talks",
    "goodword.sales",
    "goodword.listening",
    "goodword.referrals",
    "goodword.advocates",
    "goodword.introductions",
    "goodword.gratitude",
    "goodword.growth",
    "goodword.imports",
    "goodword.desk",
    "goodword.today",
    "goodword.books",
    "goodword.api",
    "goodword.fleet",
    "goodword.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "goodword.accounts.middleware.BusinessMiddleware",
]
ROOT_URLCONF = "goodword.site.urls"
WSGI_APPLICATION = "goodword.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "goodword.accounts.context.business",
            ],
        },
    },
]


def database() -> dict[str, object]:
    url = told.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "goodword.db",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
                # What is deleted is overwritten: whoever is forgotten must not stand in a free page.
                " PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
            },
        }
    parts = address_told("DATABASE_URL", url, ("postgresql", "postgres"), "postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "OPTIONS": dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair),
    }


DATABASES = {"default": database()}
AUTH_USER_MODEL = "accounts.Login"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "goodword.accounts.passwords.SmallArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/signin/"
SESSION_COOKIE_AGE = int(timedelta(days=60).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "goodword.web.views.csrf_failure"
# Told by the proxy in front, and believed only when there is one.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "en"
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
# The files are part of the package: served from there, with no collecting step that could be forgotten.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 50


def mail() -> dict[str, object]:
    url = told.get("GOODWORD_SMTP", "")
    if not url:
        return {"MAIL_SET": False, "EMAIL_HOST": "", "DEFAULT_FROM_EMAIL": ""}
    ways = "smtp:// (STARTTLS) or smtps:// (TLS from the start)"
    parts = address_told("GOODWORD_SMTP", url, ("smtp", "smtps"), ways)
    user = unquote(parts.username or "")
    sender = dict(parse_qsl(parts.query)).get("from", user)
    return {
        "MAIL_SET": bool(parts.hostname),
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A password never leaves this machine in the clear.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1", "::1"),
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender if "@" in sender else "",
    }


globals().update(mail())
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A form that was refused or a page that is not there is no news for whoever sits at the terminal.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W004"]
