"""Django's settings, from the environment: WAYHOME_DESK, WAYHOME_ADDRESS, DATABASE_URL, WAYHOME_DEMO."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from wayhome.desk.compartments.stepping_back import step_back
from wayhome.desk.home import home

HOME = home()
DEMO = os.environ.get("WAYHOME_DEMO") == "1"
"""Whether this desk shows the invented round: sign-in by link, on this machine alone."""
ADDRESS = os.environ.get("WAYHOME_ADDRESS", "http://localhost:8000")
"""The one address of this desk as browsers see it."""

_HERE = Path(__file__).parent
_ADDRESS = urlsplit(ADDRESS)
SECURE = _ADDRESS.scheme == "https"
SCREENS = (
    "register",
    "pairs",
    "blind",
    "inquiries",
    "terms",
    "package",
    "handover",
    "reception",
    "claims",
    "communique",
    "journal",
    "figures",
)
FEATURES = ("seats", "look", "signing", "jobs", "today", *SCREENS, "compartments")

SECRET_KEY = HOME.secret()
DEBUG = False
ALLOWED_HOSTS = [_ADDRESS.hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [ADDRESS]
ROOT_URLCONF = "wayhome.desk.urls"
ASGI_APPLICATION = "wayhome.desk.asgi.application"

INSTALLED_APPS = [
    *(f"wayhome.desk.{feature}" for feature in FEATURES),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wayhome.desk.seats.last_seen.LastSeen",
    "wayhome.desk.seats.entrance.Entrance",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "wayhome.desk.look.context.desk",
            ],
        },
    },
]

# Each request has a thread of its own, so a connection kept by a thread would never be asked for again.
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{HOME.database}", conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 20, "reset": step_back}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Of every process of this desk, so that sign-in is throttled and a code counts once, whoever answers.
    "default": {
        "BACKEND": "wayhome.desk.seats.counting.Counted",
        "LOCATION": "seats_counted",
        "KEY_FUNCTION": "wayhome.desk.seats.counting.hidden",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_USER_MODEL = "seats.Member"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "wayhome.desk.seats.passwords.LongEnough", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська"), ("ru", "Русский"), ("ar", "العربية")]
LOCALE_PATHS: list[str] = []
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME.folder / "static"
SERVESTATIC_USE_FINDERS = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20
FILE_UPLOAD_TEMP_DIR = None
LARGEST_LIST = 512 * 2**20
"""The largest file of people that is taken in, in bytes."""

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("WAYHOME_PROXY") == "1" else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

AUTHENTICATION_BACKENDS = ["wayhome.desk.seats.backend.ByPassword"]
ACCOUNT_ADAPTER = "wayhome.desk.seats.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_FORMS = {"change_password": "wayhome.desk.seats.duress.AnotherPassword"}
MFA_ADAPTER = "wayhome.desk.seats.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = True  # its list shows where and when a session was last seen
