"""How is this installation set up? Environment variables with defaults that work; docs/settings.md tells each."""

import os
from pathlib import Path

from thongsuot.configuration import database, home, mailer, origins, secret_key, truth

HOME = home()
DEBUG = truth("THONGSUOT_DEBUG")
TESTING = truth("THONGSUOT_TESTING")
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("THONGSUOT_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = origins(os.environ.get("THONGSUOT_ORIGINS", ""))
SECURE = truth("THONGSUOT_HTTPS")

INSTALLATION = os.environ.get("THONGSUOT_NAME", "")  # shown beside the product's name

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "thongsuot.look",
    "thongsuot.events",
    "thongsuot.units",
    "thongsuot.documents",
    "thongsuot.search",
    "thongsuot.consolidations",
    "thongsuot.dissemination",
    "thongsuot.programmes",
    "thongsuot.followup",
    "thongsuot.reminders",
    "thongsuot.suspects",
    "thongsuot.dashboard",
    "thongsuot.handover",
    "thongsuot.privacy",
    "thongsuot.home",
    "thongsuot.api",
    "thongsuot.calendars",
    "thongsuot.portal",
    "thongsuot.exchange",
    "thongsuot.demo",
    "thongsuot.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "django_htmx",
    "django_tasks_db",
    "mozilla_django_oidc",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "thongsuot.portal.middleware.PublicMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thongsuot.units.middleware.ActingMiddleware",
    "axes.middleware.AxesMiddleware",
    "thongsuot.privacy.middleware.SeenMiddleware",
]
ROOT_URLCONF = "thongsuot.urls"
WSGI_APPLICATION = "thongsuot.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "thongsuot.units.middleware.acting",
                "thongsuot.home.shell.shell",
            ]
        },
    }
]

AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "thongsuot.units.oidc.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "units/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

OIDC_RP_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "")
OIDC_RP_CLIENT_SECRET = os.environ.get("OIDC_CLIENT_SECRET", "")
OIDC_OP_AUTHORIZATION_ENDPOINT = os.environ.get("OIDC_AUTHORIZATION_URL", "")
OIDC_OP_TOKEN_ENDPOINT = os.environ.get("OIDC_TOKEN_URL", "")
OIDC_OP_USER_ENDPOINT = os.environ.get("OIDC_USER_URL", "")
OIDC_OP_JWKS_ENDPOINT = os.environ.get("OIDC_JWKS_URL", "")
OIDC_RP_SIGN_ALGO = os.environ.get("OIDC_SIGN_ALGO", "RS256")
OIDC_USE_PKCE = True
OIDC_CREATE_USER = False  # accounts are made by an administrator
OIDC_USERNAME_CLAIM = os.environ.get("OIDC_USERNAME_CLAIM", "preferred_username")

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 86400 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "manifest-src": ["'self'"],
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": os.environ.get("THONGSUOT_FILES", "thongsuot.documents.storage.ChunkStorage")},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING

MAX_UPLOAD = int(os.environ.get("THONGSUOT_MAX_UPLOAD", 64 * 2**20))  # bytes of a file
MAX_FILES = 100  # in one upload
READ_NOW = int(os.environ.get("THONGSUOT_READ_NOW", 2 * 2**20))  # bytes; a larger file is read in the background
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_FILES
# the secrecy check comes before any temporary file: an upload stays in memory or is turned away
FILE_UPLOAD_HANDLERS = ["thongsuot.documents.uploads.MemoryOnly"]
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD

PORTAL = truth("THONGSUOT_PORTAL")  # the public pages; nothing stands below /public/ without it
PORTAL_RATE = int(os.environ.get("THONGSUOT_PORTAL_RATE", 120))  # searches of one address in a minute; 0: no bound
API_RATE = os.environ.get("THONGSUOT_API_RATE", "600/m")  # calls of one key
HOOKS_PRIVATE = truth("THONGSUOT_HOOKS_PRIVATE")  # subscribers and partners may be reached within one's own network
EDXML_IN = os.environ.get("THONGSUOT_EDXML_IN", "")  # the folder that messages come into
EDXML_OUT = os.environ.get("THONGSUOT_EDXML_OUT", "")  # … and go out of; or the gateway that takes them:
EDXML_URL = os.environ.get("THONGSUOT_EDXML_URL", "")
EDXML_SYSTEM = os.environ.get("THONGSUOT_EDXML_SYSTEM", "")
EDXML_SECRET = os.environ.get("THONGSUOT_EDXML_SECRET", "")
INDEX = HOME / "index"

SITE = os.environ.get("THONGSUOT_URL", "http://127.0.0.1:8000").rstrip("/")  # where links of an e-mail lead
MAILERS = {"default": mailer(os.environ.get("THONGSUOT_MAIL", ""), HOME)}
DEFAULT_FROM_EMAIL = os.environ.get("THONGSUOT_MAIL_FROM", "thongsuot@localhost")
REMIND_HOUR = int(os.environ.get("THONGSUOT_REMIND_HOUR", 7))  # from which on the reminders of a day are made
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend"
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("THONGSUOT_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["axes.W002", "axes.W003"]
