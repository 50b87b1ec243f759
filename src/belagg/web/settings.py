"""Settings of the web application, all from the environment and all with a safe default.

`BELAGG_HOME`        folder of the database, the files and the secret key (~/.local/share/belagg)
`BELAGG_URL`         the address people see, as it stands in mails (http://localhost:8000)
`BELAGG_SECRET_KEY`  the key that signs sessions, and after a blank those before it that still hold;
                     else the lines of `secret.key` in BELAGG_HOME, made once
`DATABASE_URL`       another database than SQLite in BELAGG_HOME, such as postgres://…
`BELAGG_SMTP_URL`    where mail is sent through: smtp://user:password@host:587?tls=1
`BELAGG_MAIL_FROM`   whom mails come from
`BELAGG_MAILS_PER_MINUTE`  how fast they are sent (60)
`BELAGG_BOUNCES`     what comes back to that address: imaps://user:password@host/INBOX, or the path
                     of a Maildir or mbox file
`BELAGG_BACKUP_TO`   folder for the backup of each night
`BELAGG_BACKUP_RECIPIENTS`  the public keys of age that it is encrypted to
`BELAGG_LOG`         `json` for log lines as JSON; else as text
`BELAGG_METRICS_TOKEN`  what whoever asks for /health/metrics must show
`BELAGG_OIDC_NAME`, `BELAGG_OIDC_URL`, `BELAGG_OIDC_CLIENT`, `BELAGG_OIDC_SECRET`
                     the organisation's own log-in by OpenID Connect
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from belagg.web.home import home_folder, secret_key
from belagg.web.mail_address import mail_settings
from belagg.web.open_id import open_id_connect

HOME = home_folder()
PUBLIC_URL = os.environ.get("BELAGG_URL", "http://localhost:8000").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")

SECRET_KEY, *SECRET_KEY_FALLBACKS = (
    os.environ.get("BELAGG_SECRET_KEY") or secret_key(HOME)
).split()
DEBUG = False
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "belagg.web.frame",
    "belagg.web.people",
    "belagg.web.store",
    "belagg.web.design",
    "belagg.web.fieldwork",
    "belagg.web.respond",
    "belagg.web.factcheck",
    "belagg.web.progress",
    "belagg.web.desk",
    "belagg.web.coding",
    "belagg.web.exchange",
    "belagg.web.publish",
    "belagg.web.voices",
    "belagg.web.operate",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_q",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "belagg.web.frame.middleware.Speaking",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "belagg.web.urls"
WSGI_APPLICATION = "belagg.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "belagg.web.people.access.permissions",
                "belagg.web.frame.marks.made_up",
            ],
        },
    },
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "belagg.sqlite3",
    # The last connection to close copies the log into the database, which takes longer than a save.
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    },
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ["DATABASE_URL"],
        conn_max_age=60,
        # A database that was restarted is met by a new connection, not by an error.
        conn_health_checks=True,
    )
    if os.environ.get("DATABASE_URL")
    else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "belagg.web.people.adapter.InvitedOnly"
SOCIALACCOUNT_ADAPTER = "belagg.web.people.adapter.KnownOnly"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = open_id_connect(os.environ)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "belagg.web.people.passkeys.AddPasskey"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "svenska"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

STATIC_URL = "static/"
STATICFILES_DIRS = [("fonts", Path(__file__).parents[1] / "report" / "fonts")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILES_ROOT = HOME / "files"
PUBLISH_TO = os.environ.get("BELAGG_PUBLISH_TO", str(HOME / "published"))
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": browsers then send no origin with a form, and Django refuses it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
# Who watches over the server asks it straight, and not through the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_ENGINE = "belagg.web.frame.sessions"
CSRF_FAILURE_VIEW = "belagg.web.frame.views.stale_form"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
globals().update(mail_settings(os.environ.get("BELAGG_SMTP_URL", "smtp://localhost:25")))
BOUNCES = os.environ.get("BELAGG_BOUNCES", "")
DEFAULT_FROM_EMAIL = os.environ.get("BELAGG_MAIL_FROM", f"belagg@{ALLOWED_HOSTS[0]}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_LEASE_SECONDS = float(os.environ.get("BELAGG_MAIL_LEASE_SECONDS", "300"))
MAILS_PER_MINUTE = float(os.environ.get("BELAGG_MAILS_PER_MINUTE", "60"))

Q_CLUSTER = {
    "name": "belagg",
    "orm": "default",
    "workers": int(os.environ.get("BELAGG_WORKERS", "1")),
    "timeout": 900,
    "retry": 1000,
    "max_attempts": 5,
    "poll": 1,
    "catch_up": False,
    "label": "Belägg",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "belagg.web.frame.log.JsonLines"},
    },
    "filters": {"discreet": {"()": "belagg.web.frame.log.Discreet"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("BELAGG_LOG") == "json" else "text",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["stderr"], "propagate": False}},
}
