from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tandem.foundation.http.routes import ByWords
from tandem.project import operations

handler400 = "tandem.foundation.http.errors.bad_request"
handler403 = "tandem.foundation.http.errors.forbidden"
handler404 = "tandem.foundation.http.errors.not_found"
handler429 = "tandem.foundation.http.errors.too_many_requests"  # asked for by django-allauth
handler500 = "tandem.foundation.http.errors.server_error"

ROOMS = (
    "portals.homes",
    "identity.accounts",
    "identity.factors",
    "identity.access",
    "identity.organisations",
    "identity.people",
    "identity.recovery",
    "identity.presence_codes",
    "identity.activation",
    "identity.own_data",
    "identity.mandates",
    "identity.tokens",
    "facilities.receipts",
    "facilities.notifications",
    "facilities.deadlines",
    "facilities.documents",
    "market.ads",
    "eservices.procedures",
    "eservices.efforts",
    "eservices.on_paper",
    "eservices.dossier",
    "eservices.certificates",
    "eservices.entitlement",
    "assistance.autonomy",
    "assistance.helplog",
    "assistance.shadow",
    "assistance.lessons",
    "assistance.second_look",
    "assistance.confirmations",
    "assistance.sessions",
    "authorities.counselling",
    "authorities.fund",
    "foundation",
)

urlpatterns = [
    ByWords(
        [
            path("healthz", operations.healthz, name="healthz"),
            path("readyz", operations.readyz, name="readyz"),
            path("metrics", operations.metrics, name="metrics"),
            path("", include("tandem.portals.homes.urls_without_language")),
            path("", include("tandem.foundation.sending.urls")),
            path("", include("tandem.facilities.deadlines.urls_without_language")),
            path("", include("tandem.eservices.efforts.urls_without_language")),
        ]
    ),
    *i18n_patterns(ByWords([path("", include(f"tandem.{room}.urls")) for room in ROOMS])),
]

if settings.DEMO:
    urlpatterns += i18n_patterns(path("", include("tandem.portals.demo.urls")))
