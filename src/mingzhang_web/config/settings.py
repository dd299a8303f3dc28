"""Django's settings (站点设置). What differs between installations comes from the environment.

Safe as they stand; `MINGZHANG_INSECURE=1` lets a person try the site over plain http at home.
"""

from pathlib import Path

import mingzhang.assets
from mingzhang_web.config import environment

FOLDERS = environment.folders()
SECRET_KEY = environment.secret_key(FOLDERS.secret)
DEBUG = False
INSECURE = environment.flag("INSECURE")
ALLOWED_HOSTS = environment.words("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "mingzhang_web.ui",
    "mingzhang_web.apps.journal",
    "mingzhang_web.apps.organisations",
    "mingzhang_web.apps.accounts",
    "mingzhang_web.apps.jobs",
    "mingzhang_web.apps.workspace",
    "mingzhang_web.apps.publishing",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mingzhang_web.ui.middleware.content_security_policy",
    "mingzhang_web.ui.type_size.type_size",
    "mingzhang_web.api.middleware.answers_in_json",
    "mingzhang_web.ui.middleware.bounded_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mingzhang_web.apps.accounts.middleware.session_limits",
    "mingzhang_web.apps.accounts.middleware.FirstThings",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mingzhang_web.ui.middleware.readable_refusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "mingzhang_web.config.urls"
WSGI_APPLICATION = "mingzhang_web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingzhang_web.ui.context.site",
            ],
            "builtins": [
                "mingzhang_web.ui.templatetags.ui",
                "mingzhang_web.ui.templatetags.tables",
            ],
        },
    }
]
FORM_RENDERER = "mingzhang_web.ui.forms.Renderer"

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), FOLDERS.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "mingzhang_web.apps.accounts.passwords.KindsOfCharacters"},
    {"NAME": "mingzhang_web.apps.accounts.passwords.NotUsedBefore"},
]

SIGN_IN = environment.sign_in_rules()
SIGN_ON = environment.sign_on()
OTP_TOTP_THROTTLE_FACTOR = 0  # wrong codes lock as wrong passwords do
OTP_TOTP_ISSUER = environment.text("NAME", "明账")

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mingzhang_web.ui.views.stale_form"
SECURE_SSL_REDIRECT = not INSECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if INSECURE else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not INSECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
LARGEST_UPLOAD = 210 * 1024 * 1024  # all files of one request; nginx.conf says the same
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = environment.text("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = FOLDERS.data / "static"
STATICFILES_DIRS = [("vendor", Path(mingzhang.assets.__file__).parent)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = environment.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(environment.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_TLS")
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "mingzhang@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
