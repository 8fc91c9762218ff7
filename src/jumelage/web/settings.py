"""Django's settings: fixed here, except what :mod:`jumelage.web.environment` reads. See docs/reference/settings.md."""

from __future__ import annotations

from pathlib import Path

from jumelage.web.environment import read_environment

ENVIRONMENT = read_environment()
WEB = Path(__file__).resolve().parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DEMO = ENVIRONMENT.demo
DEMO_EMAIL = "demonstration@jumelage.invalid"

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "missions"
LOGOUT_REDIRECT_URL = "sign-in"
# Sign-in by a code sent to the address: eight digits, ten minutes, five attempts, nobody signs up.
ACCOUNT_ADAPTER = "jumelage.web.outbox.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    # "…": against where it comes from; "…_known": from a browser that has signed in to the address; "…_all": against
    # the address, from every unknown browser together, so that no flood of codes fills anybody's mailbox.
    "request_login_code": "60/10m/ip,3/m/key,10/h/key",
    "request_login_code_known": "3/m/key,10/h/key",
    "request_login_code_all": "60/h/key",
    "try_code": "120/10m/ip,5/10m/key",
    "login_failed": "30/10m/ip,5/10m/key",
    "login_failed_known": "5/10m/key",
    "login_failed_all": "60/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.https else 0
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "jumelage_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # What a page draws of a version and of a line of the day's board, kept by each process: their names say all they show.
    "tables": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "tables",
        "OPTIONS": {"MAX_ENTRIES": 60},
    },
    "lines": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "lines",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "jumelage.web.accounts",
    "jumelage.web.jobs",
    "jumelage.web.outbox",
    "jumelage.web.towns",
    "jumelage.web.directory",
    "jumelage.web.practices",
    "jumelage.web.missions",
    "jumelage.web.links",
    "jumelage.web.reports",
    "jumelage.web.today",
    "jumelage.web.api",
]
MIDDLEWARE = [
    "jumelage.web.middleware.numbered",
    "jumelage.web.middleware.CompressedText",
    "django.middleware.security.SecurityMiddleware",
    "jumelage.web.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jumelage.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jumelage.web.middleware.demonstration_officer",
    "jumelage.web.middleware.seen",
    "allauth.account.middleware.AccountMiddleware",
    "jumelage.web.missions.portal.offline_cache.kept_copies",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
CSRF_FAILURE_VIEW = "jumelage.web.views.csrf_failure"
ROOT_URLCONF = "jumelage.web.urls"
WSGI_APPLICATION = "jumelage.web.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "jumelage.web.formatting",
                "django.templatetags.cache",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jumelage.web.context.everywhere",
            ],
        },
    }
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "interactive"]}}

NINJA_PAGINATION_CLASS = "jumelage.web.api.pagination.Pages"

SITE_URL = ENVIRONMENT.site_url
MAIL_KIND = ENVIRONMENT.mail.kind
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
globals().update(ENVIRONMENT.mail.settings)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [WEB.parent / "locale"]
USE_I18N = True
TIME_ZONE = "America/Toronto"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
# Files are served from the package itself: no collecting step, nothing to forget at an upgrade.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 7 * 24 * 3600

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if ENVIRONMENT.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("*", "::1", "[::1]")]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "jumelage.web.logs.Line"}},
    "filters": {"no_flood": {"()": "jumelage.web.logs.NoFlood"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_flood"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
