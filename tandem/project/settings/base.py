"""What is the same wherever the platform runs."""

import socket

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tandem.facilities.documents.reading import limits
from tandem.project.settings import environment, external
from tandem.project.settings.accounts import *  # noqa: F403
from tandem.project.settings.database import from_url
from tandem.project.settings.environment import ROOT, live_origin

ENVIRONMENT = environment.read()

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEYS_AT_REST = ENVIRONMENT.keys_at_rest
SIGNING_KEYS = ENVIRONMENT.signing_keys
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
ROOT_URLCONF = "tandem.project.urls"
WSGI_APPLICATION = "tandem.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_DIR = ENVIRONMENT.data_dir

# Lowest room first: a template or a sentence of an upper room wins over none, never over a lower one by accident.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "tandem.foundation",
    "tandem.foundation.sending",
    "tandem.foundation.limits",
    "tandem.foundation.live",
    "django.forms",
    "csp",
    "procrastinate.contrib.django",
    "tandem.reference.occupations",
    "tandem.reference.localities",
    "tandem.identity.access",
    "tandem.identity.accounts",
    "tandem.identity.factors",
    # After our own rooms: their pages and sentences come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "tandem.identity.accounts.usersessions.Table",
    "tandem.identity.organisations",
    "tandem.identity.people",
    "tandem.identity.recovery",
    "tandem.identity.presence_codes",
    "tandem.identity.activation",
    "tandem.identity.own_data",
    "tandem.identity.mandates",
    "tandem.identity.tokens",
    "tandem.facilities.notifications",
    "tandem.facilities.deadlines",
    "tandem.facilities.receipts",
    "tandem.facilities.documents",
    "tandem.facilities.search",
    "tandem.eservices.procedures",
    "tandem.eservices.on_paper",
    "tandem.eservices.efforts",
    "tandem.eservices.dossier",
    "tandem.eservices.certificates",
    "tandem.eservices.entitlement",
    "tandem.eservices.declarations",
    "tandem.eservices.claims",
    "tandem.eservices.registration",
    "tandem.market.ads",
    "tandem.assistance.autonomy",
    "tandem.assistance.sessions",
    "tandem.assistance.helplog",
    "tandem.assistance.shadow",
    "tandem.assistance.lessons",
    "tandem.assistance.second_look",
    "tandem.assistance.confirmations",
    "tandem.authorities.counselling",
    "tandem.authorities.fund",
    "tandem.portals.homes",
]

MIDDLEWARE = [
    "tandem.foundation.http.request_id.RequestIdMiddleware",
    "tandem.foundation.http.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tandem.foundation.http.policy.ContentPolicyMiddleware",
    # Before anything that asks the database.
    "tandem.foundation.http.waiting.middleware.WaitingRoomMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tandem.identity.accounts.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tandem.identity.accounts.middleware.SessionListMiddleware",
    "tandem.identity.tokens.middleware.TokenMiddleware",
    "tandem.identity.accounts.middleware.LoginRequiredMiddleware",
    "tandem.identity.access.middleware.AccessMiddleware",
    "tandem.identity.factors.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tandem.assistance.sessions.middleware.PresenceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tandem.foundation.http.refusals.RefusalMiddleware",
    "tandem.assistance.shadow.middleware.LogInMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "tandem.foundation.templating.loader.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tandem.foundation.http.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tandem.foundation.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "tandem.foundation.forms.drawing.Renderer"

DATABASES = {"default": from_url(ENVIRONMENT.database_url or "postgresql://postgres@/tandem")}
DATABASE_ROLE = ENVIRONMENT.database_role
PROCRASTINATE_ON_APP_READY = "tandem.foundation.queue_connection.install"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

SOCIALACCOUNT_PROVIDERS = external.providers(ENVIRONMENT.external_logins)
CSRF_FAILURE_VIEW = "tandem.foundation.http.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("fr", _("French")), ("it", _("Italian")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Zurich"
FORMAT_MODULE_PATH = ["tandem.foundation.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static-collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "documents"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *live_origin(ENVIRONMENT.live_url)],
        "manifest-src": [SELF],
        "form-action": [SELF, *external.origins(ENVIRONMENT.external_logins)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = limits.FILES_AT_ONCE + 1  # one more, so that the form can say how many are too many
UPLOAD_FILE_BYTES = limits.FILE_BYTES
UPLOAD_TOTAL_BYTES = limits.TOTAL_BYTES
FILE_UPLOAD_HANDLERS = [
    "tandem.foundation.http.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

DOCUMENT_STORE = ENVIRONMENT.document_store
DOCUMENT_S3_BUCKET = ENVIRONMENT.document_s3_bucket
DOCUMENT_S3_ENDPOINT = ENVIRONMENT.document_s3_endpoint
DOCUMENT_S3_REGION = ENVIRONMENT.document_s3_region
VIRUS_SCANNER = ENVIRONMENT.virus_scanner
CLAMD_ADDRESS = ENVIRONMENT.clamd_address

SEARCH_ENGINE = ENVIRONMENT.search_engine
SEARCH_DIR = DATA_DIR / "search"

OUTBOX_DIR = DATA_DIR / "outbox"
SMS_GATEWAY = ENVIRONMENT.sms_gateway
COMPANY_REGISTER = "tandem.identity.organisations.register.FileRegister"
COMPANY_REGISTER_OPTIONS = {"path": ENVIRONMENT.company_register_file or DATA_DIR / "companies.tsv"}
SMS_HTTP = ENVIRONMENT.sms_http
SMS_SECRET = ENVIRONMENT.sms_secret
SMS_REPORT_SECRET = ENVIRONMENT.sms_report_secret
LETTER_PRINTER = ENVIRONMENT.letter_printer
LETTERS_DIR = ENVIRONMENT.letters_dir or OUTBOX_DIR / "letters"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = OUTBOX_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

RECOVERY_WAIT_HOURS = ENVIRONMENT.recovery_wait_hours

LIVE_URL = ENVIRONMENT.live_url
LIVE_DATABASE_URL = ENVIRONMENT.live_database_url
LIVE_ORIGINS = ENVIRONMENT.live_origins

WAITING_ROOM_CAPACITY = ENVIRONMENT.waiting_room_capacity
# Each node counts for itself, even where the folder should be shared.
WAITING_ROOM_FILE = DATA_DIR / f"waiting-room-{socket.gethostname()}"
# Machines that watch or report, and whoever proves what she filed.
WAITING_ROOM_OPEN = [
    r"/(healthz|readyz|metrics)$",
    r"/sms/",
    r"/calendar/",
    r"/(de|fr|it|en)/verify/",
    r"/(de|fr|it|en)/forms/filed/",
]
METRICS_TOKEN = ENVIRONMENT.metrics_token
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
LOG_LEVEL = ENVIRONMENT.log_level
LOG_FORMAT = ENVIRONMENT.log_format
LOGGING_CONFIG = None  # tandem.foundation.http.logs configures structlog and the standard library together
