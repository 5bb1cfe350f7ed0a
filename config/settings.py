"""Settings of Heard. What differs between installations comes from the environment: see docs/deploy.md."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import dj_database_url
from celery.schedules import crontab
from csp.constants import SELF

from config import environment
from core import design_system

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("HEARD_VAR_DIR", BASE_DIR / "var"))

MODE = environment.mode()
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
TESTING = MODE == "test"
DEBUG = False

DATABASE_URL = os.environ.get("DATABASE_URL", "")
BROKER_URL = os.environ.get("CELERY_BROKER_URL", "")
SECRET_KEY = os.environ.get("HEARD_SECRET_KEY", "")
ALLOWED_HOSTS = environment.listed("HEARD_ALLOWED_HOSTS")

if PRODUCTION:
    environment.refuse_unsafe_production(
        database=DATABASE_URL,
        broker=BROKER_URL,
        cache=os.environ.get("CACHE_URL", ""),
        secret_key=SECRET_KEY,
        hosts=ALLOWED_HOSTS,
    )
else:
    SECRET_KEY = SECRET_KEY or environment.kept_secret(VAR_DIR / MODE / "secret_key")
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]

# Names and places people see
HEARD_NAME = os.environ.get("HEARD_NAME", "Heard")
HEARD_NATION = os.environ.get("HEARD_NATION", "england")
# Links in e-mails begin with this.
HEARD_URL = os.environ.get("HEARD_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://localhost:8000")
HEARD_QUICK_EXIT_URL = os.environ.get("HEARD_QUICK_EXIT_URL", "https://www.bbc.co.uk/weather")

INSTALLED_APPS = [
    "config.apps.ReferenceDataConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "core",
    "accounts",
    "involvement",
    "reports",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.leave_nothing_behind",
    "accounts.middleware.session_limits",
    "accounts.middleware.current_actor",
    "accounts.middleware.sent_drafts",
    "accounts.middleware.AccessMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
                "accounts.context_processors.actor",
                "reports.context_processors.news",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nhsuk"]
CRISPY_TEMPLATE_PACK = "nhsuk"

# Database, cache, sessions. SQLite needs all three of WAL, IMMEDIATE and a timeout to take several writers.
DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL or f"sqlite:///{VAR_DIR / MODE / 'heard.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache holds the limits on sign-in. They must hold for all processes and when Redis is away: so, the database.
# Pages made of published reports are kept apart from them, and only for minutes, so that new words show soon.
_DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"
CACHES = {
    "default": {"BACKEND": _DATABASE_CACHE, "LOCATION": "django_cache"},
    "pages": {
        "BACKEND": _DATABASE_CACHE,
        "LOCATION": "django_page_cache",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Nobody acts in a session after half an hour of silence or twelve hours in all (accounts/sessions.py). The cookie
# lives longer only to tell whose form it is that was sent too late.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"

# Celery: the job row is the promise, a message only wakes a worker (docs/decisions/0003-jobs-are-rows.md)
CELERY_BROKER_URL = BROKER_URL or "filesystem://"
if CELERY_BROKER_URL == "filesystem://":
    BROKER_DIR = VAR_DIR / MODE / "broker"
    for folder in ("queue", "processed", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,
        "unacked_restore_interval": 30,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "max_retries": 0,
    }
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / MODE / "beat-schedule")
JOB_LEASE_SECONDS = int(os.environ.get("HEARD_JOB_LEASE_SECONDS", "60"))
JOB_LONGEST_SECONDS = 2 * 60 * 60
JOB_SWEEP_SECONDS = 10
JOB_RESEND_SECONDS = 60
JOB_MAX_ATTEMPTS = 5
ALERTS_SECONDS = 300
CELERY_BEAT_SCHEDULE = {
    "sweep_jobs": {"task": "core.tasks.sweep_jobs", "schedule": JOB_SWEEP_SECONDS},
    "forget_tallies": {"task": "core.tasks.forget_tallies", "schedule": crontab(minute=20)},
    "tell_staff_of_stories": {"task": "involvement.tasks.tell_staff_of_stories", "schedule": 60},
    "ask_for_recounts": {"task": "reports.tasks.ask_for_recounts", "schedule": 60},
    "ask_for_repairs": {"task": "reports.tasks.ask_for_repairs", "schedule": crontab(hour=1, minute=10)},
    "refresh_drafts": {"task": "reports.tasks.refresh_drafts", "schedule": crontab(hour=2, minute=10)},
    "raise_alerts": {"task": "reports.tasks.raise_alerts", "schedule": ALERTS_SECONDS},
    "draft_due_reports": {"task": "reports.tasks.draft_due_reports", "schedule": crontab(hour=3, minute=10)},
    "close_settled_runs": {"task": "reports.tasks.close_settled_runs", "schedule": crontab(minute="*")},
    # At noon; once more each hour for what was missed. Nobody is reminded twice.
    "remind_people": {"task": "involvement.tasks.remind_people", "schedule": crontab(minute=0, hour="12-20")},
    "mix_effects": {"task": "involvement.tasks.mix_effects", "schedule": crontab(hour=3, minute=40)},
    "delete_old_import_files": {
        "task": "involvement.tasks.delete_old_import_files",
        "schedule": crontab(hour=4, minute=40),
    },
    "ask_to_review_needs": {"task": "involvement.tasks.ask_to_review_needs", "schedule": crontab(hour=9, minute=10)},
    "ask_for_retention": {"task": "involvement.tasks.ask_for_retention", "schedule": crontab(hour=3, minute=40)},
    "clear_old_sessions_and_drafts": {
        "task": "accounts.tasks.clear_old_sessions_and_drafts",
        "schedule": crontab(hour=4, minute=10),
    },
}

# Signing in
AUTH_USER_MODEL = "accounts.User"
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# How many proxies of ours stand in front: limits on sign-in count the address that the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HEARD_PROXIES", "1" if PRODUCTION else "0"))
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "core:home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Beside allauth's own limits: tries to take over a record or a story with its code, to read the story, and to send.
ACCOUNT_RATE_LIMITS = {
    "claim_record": "10/h/user,60/h/ip",
    "claim_story": "10/h/user,60/h/ip",
    "happened_too": "60/h/ip",
    "my_story": "60/h/ip",
    "receipt": "60/h/ip",
    "tell_someone": "30/h/ip",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = HEARD_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
# Extra keys, newest first, so that the key for second-factor secrets can be changed without locking anyone out.
SECRET_ENCRYPTION_KEYS = environment.listed("HEARD_ENCRYPTION_KEYS")

# E-mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / MODE / "mail")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "heard@example.org")

# Text messages are handed to a service of the installation: POST {"to": ..., "text": ...} with this bearer token.
HEARD_TEXT_HOOK = os.environ.get("HEARD_TEXT_HOOK", "")
HEARD_TEXT_HOOK_TOKEN = os.environ.get("HEARD_TEXT_HOOK_TOKEN", "")

# Language and time
LANGUAGE_CODE = "en-gb"
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Any] = [BASE_DIR / "static"]
_design_system = design_system.clean_copy(VAR_DIR / "design-system")
if _design_system:
    STATICFILES_DIRS.append(("nhsuk", _design_system))
MEDIA_ROOT = Path(os.environ.get("HEARD_UPLOAD_DIR", VAR_DIR / MODE / "uploads"))
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "core.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if TESTING else "core.storage.StaticStorage"
    },
}
IMPORT_MAX_BYTES = 200 * 1024 * 1024

# A register has four fields for each person on it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The browser
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

# Guests who tell us something: how many an hour may come from one address, behind which may be a whole ward, and after
# how many seconds a form can have been filled in by a person. Tests fill forms in faster than people.
STORIES_AN_HOUR = 300
STORY_CODES_AN_HOUR = 60
PLACES_AN_HOUR = 100
PLACE_CODES_AN_HOUR = 60
SECONDS_TO_WRITE = 0 if TESTING else 2
# By when people who told us something hear from us, in working days; then news every few months until it is closed.
ACKNOWLEDGE_WORKING_DAYS = 3
RESPOND_WORKING_DAYS = 20
NEWS_MONTHS = 3
# A service with fewer published stories than this is shown as its organisation (rule R6).
SERVICE_NAMED_FROM_STORIES = int(os.environ.get("HEARD_SERVICE_NAMED_FROM_STORIES", "8"))
SERVICE_NAMED_DAYS = 365

# How many months things are kept (rule R37): after the last contact with somebody on a register, after a guest's story
# was closed, after somebody was told something, after money was paid, after a consent was withdrawn.
KEEP_MONTHS = {"register": 24, "stories": 24, "notices": 12, "pay": 72, "consents": 72}
LEAVING_NOTICE_DAYS = 28

# Pay: by when it is paid, in working days, and what is said beside a person's own totals. It is a fact with its date
# and source, never advice, and is left out once it was to be checked. Check it each April (DOMAIN R27).
PAY_WORKING_DAYS = 10
EARNINGS_NOTE = os.environ.get(
    "HEARD_EARNINGS_NOTE",
    "If you get Employment and Support Allowance, the limit is £195.50 a week from April 2025. "
    "Universal Credit has no limit of this kind.",
)
EARNINGS_NOTE_SOURCE = os.environ.get("HEARD_EARNINGS_NOTE_SOURCE", "Disability Rights UK, April 2025")
EARNINGS_NOTE_CHECK_BY = date.fromisoformat(os.environ.get("HEARD_EARNINGS_NOTE_CHECK_BY", "2026-04-01"))
# Who gives independent advice on money: name and address.
INDEPENDENT_ADVICE = (
    ("Citizens Advice", "https://www.citizensadvice.org.uk/benefits/"),
    ("Disability Rights UK", "https://www.disabilityrightsuk.org/"),
)

# Rules that a deployment may choose (DOMAIN R13; printed in every report)
DISCLOSURE_HIDDEN_BELOW = int(os.environ.get("HEARD_HIDDEN_BELOW", "5"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "core.logs.DiscreetFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own request log prints addresses of pages; ours hold ids only, and core/logs.py keeps values out.
    # kombu.connection warns of a missing host name, which a broker of files does not have.
    "loggers": {
        "django.server": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},
    },
}
