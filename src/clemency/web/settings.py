"""Django's settings for the office in the browser. What the operator decides stands in config.py.

No folder is read here and no database named: `office.use` does both, so that a test may serve one
office after the other.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from clemency.clerk.settings import DEFAULT_AUTO_FIELD as DEFAULT_AUTO_FIELD
from clemency.clerk.settings import INSTALLED_APPS as CLERK
from clemency.web.config import config

_config = config()
HERE = Path(__file__).parent

SECRET_KEY = _config.signing_key()
DEBUG = _config.debug
ALLOWED_HOSTS = list(_config.hosts)
ROOT_URLCONF = "clemency.web.urls"
WSGI_APPLICATION = "clemency.web.wsgi.application"
SITE_ID = 1

INSTALLED_APPS = [
    *CLERK,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "clemency.web.apps.Web",
    "clemency.web.accounts.apps.Accounts",
    "clemency.web.petition.apps.Petition",
    "clemency.web.tracker.apps.Tracker",
    "clemency.web.workbench.apps.Workbench",
    "clemency.web.acts.apps.Acts",
    "clemency.web.register.apps.Register",
    "clemency.web.lists.apps.Lists",
    "clemency.web.post.apps.Post",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # it pads, and tokens are masked
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clemency.web.middleware.Troubles",
    "clemency.web.middleware.WhoLooks",
    "clemency.web.accounts.watch.Officers",
    "clemency.web.middleware.EveryViewSaysWho",
    "clemency.web.accounts.provider.LeadsBack",
]

# Pages are Jinja2; Django's own engine is there for what allauth mails and for its forms.
TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates", *sorted(HERE.glob("*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "clemency.web.pages.environment",
            "context_processors": ["clemency.web.pages.everywhere"],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "accounts" / "mail_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- databases ----------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {}
DATABASE_ROUTERS = ["clemency.web.office.Router"]

# --- languages and time -------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("he", "עברית"), ("ar", "العربية")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- static files -------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = _config.office / "static" if _config.office else None
# A server collects them first, compressed and under names that change with what is in them; tests
# and tools take them from where they lie.
_collected = STATIC_ROOT is not None and (STATIC_ROOT / "staticfiles.json").is_file()
_kept = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _kept if _collected or _config.collect else _plain},
}
WHITENOISE_USE_FINDERS = not _collected

# --- safety -------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _config.secure
SESSION_COOKIE_NAME = "__Host-session" if _config.secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _config.secure else "csrf"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: nobody stays in longer than a working day
SESSION_SAVE_EVERY_REQUEST = False
CSRF_FAILURE_VIEW = "clemency.web.errors.no_token"
SECURE_HSTS_SECONDS = 31_536_000 if _config.secure else 0
SECURE_SSL_REDIRECT = _config.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _config.proxies else None
CSRF_TRUSTED_ORIGINS = [_config.public_url.rstrip("/")] if _config.public_url else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *_config.sign_in_elsewhere()],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- accounts -----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:arrived"
LOGOUT_REDIRECT_URL = "register:home"
ACCOUNT_ADAPTER = "clemency.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none" if _config.demo else "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_TEMPLATE_EXTENSION = "html"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds: how fresh a proof a decision needs
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _config.secure
MFA_ADAPTER = "clemency.web.accounts.adapter.Mfa"
SOCIALACCOUNT_ADAPTER = "clemency.web.accounts.adapter.Provided"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "office",
                "name": _config.oidc_name,
                "client_id": _config.oidc_client,
                "secret": _config.oidc_secret,
                "settings": {"server_url": _config.oidc_issuer},
            }
        ]
        if _config.oidc_issuer
        else [],
    }
}
ACCOUNT_SESSION_REMEMBER = False  # the cookie ends with the browser
IDP_OIDC_ADAPTER = "clemency.web.accounts.provider.Provider"
IDP_OIDC_PRIVATE_KEY = _config.provider_key()
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # shared: it counts failed logins
        "LOCATION": "web_cache",
    }
}

# --- jobs and mail ------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "clemency.web.mailing.Backend"
DEFAULT_FROM_EMAIL = _config.mail_from

# Nothing is logged of people: a log is one more copy of what must be forgettable.
LOGGING_CONFIG = None
